-- Roles beside handling, managing, receiving and administering: whoever administers a unit and those below (steward), whoever writes
-- contents (editor), whoever reads statistics alone (analyst). None of them reads requests: the finders name those who do.
alter table accounts.membership drop constraint membership_role_check;
alter table accounts.membership add constraint membership_role_check
  check (role in ('handler', 'manager', 'reception', 'steward', 'editor', 'analyst', 'admin'));
