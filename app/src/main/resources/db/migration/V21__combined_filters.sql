-- Two filters at once: the second one is looked at within the index, instead of in each row that the first one finds.
drop index movement_sku;
create index movement_sku on movement (sku, position, location);

drop index order_row_customer;
create index order_row_customer on order_row (customer_id, created_at, position, status) where customer_id is not null;
