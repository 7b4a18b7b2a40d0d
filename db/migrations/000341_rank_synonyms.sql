-- Groups of synonyms are told apart by their place, as themes and life events are: a changed group is one row written again.
alter table services.synonym rename column id to rank;
alter table services.synonym alter column rank drop identity;
with placed as (select rank, row_number() over (order by rank) - 1 as place from services.synonym)
update services.synonym s set rank = -1 - p.place from placed p where p.rank = s.rank;
update services.synonym set rank = -1 - rank;
