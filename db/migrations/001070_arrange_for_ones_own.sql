-- What is arranged is for an audience of the same authority, in blocks as the program keeps them: what it cannot read would leave a whole
-- audience without its home, and a block said a hundred times would be asked a hundred times.
create trigger check_audience before insert or update of audience_id on intranet.arrangement for each row
  when (not platform.is_system()) execute function publishing.check_audience();

create function intranet.is_placed(kept jsonb) returns boolean language sql immutable parallel safe
  return jsonb_typeof(kept) = 'array' and not exists (
      select from jsonb_array_elements(case when jsonb_typeof(kept) = 'array' then kept else '[]' end) b where coalesce(
        jsonb_typeof(b) <> 'object' or jsonb_typeof(b -> 'name') <> 'string' or char_length(b ->> 'name') not between 1 and 60
        or b -> 'column' not in ('0', '1') or b -> 'state' not in ('"shown"', '"folded"', '"removed"')
        or b ? 'isFixed' and jsonb_typeof(b -> 'isFixed') <> 'boolean', true))
    and (select count(distinct b ->> 'name') = count(*) from jsonb_array_elements(case when jsonb_typeof(kept) = 'array' then kept else '[]' end) b
      where jsonb_typeof(b) = 'object');
revoke execute on function intranet.is_placed from public;
grant execute on function intranet.is_placed to parvis_app, parvis_system;
alter table intranet.arrangement add constraint arrangement_is_placed check (intranet.is_placed(placed));
alter table intranet.own add constraint own_is_placed check (intranet.is_placed(placed) and (previous is null or intranet.is_placed(previous)));
