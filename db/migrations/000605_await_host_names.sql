-- A host name is the address of a counter once somebody has reached a page by it: until then nobody knows whether the DNS has it and the
-- certificate covers it. Those that are there were used as they are.
alter table territory.host add column answered_at timestamptz;
update territory.host set answered_at = now();
