-- The open order of each tab: derived from the events, rebuilt from them, and never the base of a decision.
create table open_tab (
    tab             text   primary key,
    order_id        text,                -- null as long as none is open
    opened_position bigint not null,
    position        bigint not null      -- of the last event of the tab
);

create index open_tab_opened on open_tab (opened_position) where order_id is not null;
create index open_tab_position on open_tab (position);

-- Tells without a walk through the store how far the table above must have come.
create index domain_event_of_tabs on domain_event (position) where aggregate_type = 'Tab';
