-- What a form that counts years sends says the day on which it was read (`@today`): sent to be signed one day and signed the next, it
-- was asked again for ever, or refused as not what the draft says. The day that is read is no answer: it is in no digest.
create or replace function requests.digest_of(answers jsonb) returns text language sql immutable set search_path = pg_catalog, pg_temp as $$
  select encode(sha256(convert_to((answers - '@today')::text, 'UTF8')), 'hex') $$;

-- What was signed and is whole, is.
update requests.signature s set digest = requests.digest_of(r.answers) from requests.request r
  where r.id = s.request_id and r.answers ? '@today' and s.digest = encode(sha256(convert_to(r.answers::text, 'UTF8')), 'hex');
delete from requests.cosigning c using forms.draft d where d.id = c.draft_id and d.answers -> 'answers' ? '@today';

-- (001389.)
do $$
declare
  asking text := pg_get_functiondef('requests.ask_cosignatures(uuid, jsonb)'::regprocedure);
  dayless text := replace(asking, $old$d.answers -> 'answers' @> sent$old$, $new$d.answers -> 'answers' @> (sent - '@today')$new$);
begin
  if dayless = asking then raise 'requests.ask_cosignatures says it otherwise'; end if;
  execute dayless;
end $$;

-- (001389.) Saved again another day, the same answers are no change.
drop trigger void_cosignatures on forms.draft;
create trigger void_cosignatures after update of answers, submitted_at on forms.draft for each row
  when ((old.answers -> 'answers') - '@today' is distinct from (new.answers -> 'answers') - '@today') execute function requests.void_cosignatures();
