-- A deadline can be counted anew only in the calendar it was counted in. That is the law's, whose
-- version is `holiday_table`, and where this is true, with 24 and 31 December closed as well.
-- Nobody noted it for deadlines before this column; it was false unless the configuration said so.
alter table report add column eves_closed boolean not null default false;
