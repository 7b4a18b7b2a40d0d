-- Whoever writes SQL began contents of types that nobody published, and some that had no edition: of the first, nothing could be read; the
-- second stopped who opened them. The type is one of today when a content begins, an edition is under a version of its type, and a content
-- that has no edition at the end of its transaction is refused. What comes back from a copy names what its installation had.
create function publishing.check_type() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if platform.is_system() then return new; end if;
  if tg_table_name = 'content' then
    if not exists (select from definitions.version v where v.kind = 'content' and v.id = new.type and v.status = 'live') then
      raise check_violation using constraint = 'content_type', message = 'a type of content that is not published';
    end if;
  elsif not exists (select from publishing.content c join definitions.version v on v.kind = 'content' and v.id = c.type
      where c.id = new.content_id and v.version = new.type_version and v.version > 0) then
    raise check_violation using constraint = 'edition_type', message = 'a version that its type never had';
  end if;
  return new;
end $$;
create trigger check_type before insert on publishing.content for each row execute function publishing.check_type();
create trigger check_type before insert on publishing.edition for each row execute function publishing.check_type();

create function publishing.check_written() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from publishing.content c where c.id = new.id)
      and not exists (select from publishing.edition e where e.content_id = new.id) then
    raise check_violation using constraint = 'content_written', message = 'a content without an edition';
  end if;
  return null;
end $$;
create constraint trigger check_written after insert on publishing.content deferrable initially deferred
  for each row execute function publishing.check_written();
revoke execute on function publishing.check_type, publishing.check_written from public;
