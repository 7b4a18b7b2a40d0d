-- Who holds files today. What was sent with a form is the request's; what came with a message or a note, the message's, hence as
-- visible as it; what is chosen in something being written is that draft's.
call files.follow('draft', 'forms.draft', true);
call files.follow('writing', 'requests.draft', true);
call files.follow('request', 'requests.request', false);
call files.follow('message', 'requests.message', false);

-- Ranks begin at one for each subject; a file that stood twice stands where it stood first.
update files.file f set subject_kind = d.kind, subject_id = d.id, attached_at = d.created_at, place = d.place
from (select distinct on (file_id) file_id, kind, id, created_at,
    row_number() over (partition by kind, id order by created_at, rank) as place
  from (select d.file_id, d.created_at, d.rank, case when is_sent then 'request' else 'message' end as kind,
      (case when is_sent then d.request_id else d.message_id end)::text as id
    from requests.document d, lateral (select d.audience = 'resident' and not exists (
      select from requests.message e where e.request_id = d.request_id and e.id < d.message_id) as is_sent) sent
    where is_sent or d.message_id is not null) told
  order by file_id, created_at, rank) d
where d.file_id = f.id;
drop table requests.document;
drop function requests.is_own_file(uuid);

update files.file f set subject_kind = 'draft', subject_id = d.id, attached_at = f.created_at, place = 1
from (select d.id, named[1]::uuid as file_id from forms.draft d, regexp_matches(d.answers ->> 'raw',
    '\{\\"fileId\\":\\"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\"', 'g') named where d.submitted_at is null) d
where d.file_id = f.id and f.subject_kind is null;
update files.file f set subject_kind = 'writing', subject_id = d.id, attached_at = f.created_at, place = 1
from (select d.id, kept from requests.draft d, jsonb_array_elements_text(
    case jsonb_typeof(d.typed -> 'kept') when 'array' then d.typed -> 'kept' else '[]' end) kept) d
where d.kept = f.id::text and f.subject_kind is null;
