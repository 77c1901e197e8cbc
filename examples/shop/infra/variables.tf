variable "environment" {
  type    = string
  default = "prod"
}

variable "db_size_gb" {
  type    = number
  default = 500
}

# A change of the engine makes the database anew.
variable "db_engine_version" {
  type    = string
  default = "15.4"
}

variable "web_count" {
  type    = number
  default = 3
}

variable "web_version" {
  type    = string
  default = "2.14.0"
}
