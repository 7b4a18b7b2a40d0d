-- On the first and the last day of a rule, and for an hour after any change of it, a decision without a rule passed beside it (000685). The
-- day is that of the territory, by a clock that may be a minute apart; whoever decides knows rules as they were seconds ago.
do $$
declare
  edit text[];
  source text := pg_get_functiondef('requests.is_routed'::regproc);
begin
  foreach edit slice 1 in array array[
    ['asked(day, commune) as (
    select (coalesce((select r.received_at from requests.request r where r.id = made.id), platform.now()) at time zone ''UTC'')::date, a.code
    from territory.authority a where a.id = made.commune_id)',
     'asked(day, until, commune) as (
    select ((at - interval ''1 minute'') at time zone s.zone)::date, ((at + interval ''1 minute'') at time zone s.zone)::date, a.code
    from territory.authority a, territory.settings s,
      coalesce((select r.received_at from requests.request r where r.id = made.id), platform.now()) at
    where a.id = made.commune_id)'],
    ['as valid_to, asked.day,', 'as valid_to, asked.day, asked.until,'],
    ['interval ''1 hour''', 'interval ''1 minute'''],
    ['day - 1 >= valid_from and day + 1 <= valid_to', 'day >= valid_from and until <= valid_to'],
    ['o.opens_on >= asked.day', 'o.opens_on > asked.day'],
    ['day + 1 >= valid_from and day - 1 <= valid_to', 'until >= valid_from and day <= valid_to']]
  loop
    if position(edit[1] in source) = 0 then raise 'requests.is_routed says it otherwise: %', edit[1]; end if;
    source := replace(source, edit[1], edit[2]);
  end loop;
  execute source;
end $$;
