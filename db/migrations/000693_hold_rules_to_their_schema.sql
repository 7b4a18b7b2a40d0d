-- The schema of rules (src/audiences/rule.ts) is held here too, whoever writes: what is no rule would mean nothing, and stop who reads it.
create function audiences.are_keys(said jsonb, most integer) returns boolean language sql immutable
  return case when jsonb_typeof(said) = 'array' then jsonb_array_length(said) <= most and not exists (
    select from jsonb_array_elements(said) item (key) where jsonb_typeof(key) <> 'string'
      or key #>> '{}' !~ '^([a-z]+(:[0-9]{1,9}(:[a-z_]+)?)?|role:[a-z_]+)$') else false end;
-- That the day exists, `compile` says: it reads it.
create function audiences.is_day(said jsonb) returns boolean language sql immutable
  return said = 'null' or jsonb_typeof(said) = 'string' and said #>> '{}' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$';
create function audiences.is_rule(rule jsonb) returns boolean language sql immutable
  return case when jsonb_typeof(rule) = 'object' then rule ?& array['who', 'also', 'except', 'from', 'until']
    and rule - array['who', 'also', 'except', 'from', 'until'] = '{}'
    and audiences.are_keys(rule -> 'who', 4) and audiences.are_keys(rule -> 'also', 1) and audiences.are_keys(rule -> 'except', 3)
    and audiences.is_day(rule -> 'from') and audiences.is_day(rule -> 'until') else false end;

-- What is no rule holds nobody.
update audiences.audience set rule = '{"who": [], "also": [], "except": [], "from": null, "until": null}' where not audiences.is_rule(rule);
alter table audiences.audience add constraint audience_rule check (audiences.is_rule(rule));
