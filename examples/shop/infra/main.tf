terraform {
  required_version = ">= 1.4"
}

# The shop's database. It holds every order since 2019.
resource "terraform_data" "db" {
  input = {
    name    = "shop-${var.environment}"
    engine  = "postgres 15.4"
    size_gb = var.db_size_gb
  }

  triggers_replace = [var.db_engine_version]

  lifecycle {
    prevent_destroy = true
  }
}

# Pictures that customers have uploaded.
resource "terraform_data" "bucket" {
  input = {
    name       = "shop-uploads-${var.environment}"
    versioning = true
  }
}

resource "terraform_data" "web" {
  count = var.web_count

  input = {
    name  = "web-${count.index}"
    image = "shop/web:${var.web_version}"
    db    = terraform_data.db.output.name
  }
}

resource "terraform_data" "dns" {
  input = {
    record = "shop.example.com"
    target = terraform_data.web[0].output.name
  }
}
