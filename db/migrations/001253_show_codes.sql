-- A code may be shown by a page without a phone’s key: it is of a pass then, made again from its serial as long as it lasts. What a door
-- decided with the server is kept before its chain is received.
alter table pass.code add column pass_id bigint references pass.pass on delete cascade;
update pass.code c set pass_id = s.pass_id from pass.support s where s.id = c.support_id;
alter table pass.code alter column pass_id set not null;
alter table pass.code alter column support_id drop not null;
create index code_pass on pass.code (pass_id);
alter table pass.redemption alter column hash drop not null;
alter table pass.redemption drop constraint redemption_found_check;
alter table pass.redemption add constraint redemption_found_check check (found in ('double', 'over', 'dead', 'late', 'unproven'));
