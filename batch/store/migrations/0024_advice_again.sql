-- What is expected of a day may change after the print house was advised of it: a later advice takes
-- the place of the one before. An empty day is still told once.

alter table notice add column expected text;  -- of an advice: classes with pieces and sheets
drop index notice_of_day;
create unique index notice_of_empty_day on notice (house, day) where kind = 'none';
create index notice_of_day on notice (house, kind, day, n);
