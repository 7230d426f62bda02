-- Carts have deadlines too: they are named like their streams, which no order can be called.
alter table payment_deadline rename column order_id to holder;
