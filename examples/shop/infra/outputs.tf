output "shop" {
  value = "https://${terraform_data.dns.output.record}"
}
