-- Where a receiver's letters went at a time: its own address, or that of the office that takes its
-- letters in.
create function address_at(asked bigint, at timestamptz) returns text[]
    language sql stable
as $$
    select case when own.host is null then own.address
           else (select house.address
                   from receiver r join receiver_version house on house.receiver = r.id
                  where r.municipality || '-' || r.district = own.host and house.since <= at
                  order by house.version desc limit 1)
           end
      from receiver_version own
     where own.receiver = asked and own.since <= at
     order by own.version desc limit 1
$$;
