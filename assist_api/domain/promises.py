"""What is promised to shoppers, by kind, as an agent reads it."""

PROMISES = {
    "urge_shipping": "催发货",
    "urge_delivery": "催派送",
    "tell_courier": "转告快递",
    "invoice": "开发票",
    "payment": "核实付款",
}
