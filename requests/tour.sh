#!/usr/bin/env bash
# The tour of the README against a running service on a fresh data folder: prints each command and what it answers.
set -euo pipefail
cd "$(dirname "$0")/.."

url="${HOLDFAST_URL:-http://127.0.0.1:8080}"
key="$(cat "${HOLDFAST_DATA_DIR:-data}/admin.key")"

call() {
    echo "\$ call $1 $2 ${3:+'$3'}"
    curl -s -X "$1" "$url$2" -H "Authorization: Bearer $key" -H 'Content-Type: application/json' ${3:+-d "$3"}
    echo
    echo
}

call PUT /v1/stock/beans '{"name":"Beans","unit":"kg","scale":2}'
call POST /v1/stock/beans/receipts '{"quantity":"11.52","reference":"PO-7"}'
call POST /v1/orders '{"orderId":"o-1","currency":"EUR","lines":[{"sku":"beans","quantity":"5","unitPrice":"12.50"}]}'
call POST /v1/orders/o-1/payments '{"paymentId":"p-1","amount":"62.50","method":"CARD"}'
call POST /v1/orders/o-1/payments '{"paymentId":"p-2","amount":"62.50","method":"CASH"}'
call POST /v1/orders '{"orderId":"o-2","currency":"EUR","lines":[{"sku":"beans","quantity":"7","unitPrice":"12.50"}]}'
call GET /v1/stock/beans
call GET /v1/audit/conservation
