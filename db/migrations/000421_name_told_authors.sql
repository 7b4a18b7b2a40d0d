-- A year that the system tells (the demonstration) is told under the names of whoever spoke, as 000401 has it for whoever acts.
create trigger name_told before insert on threads.message for each row
  when (new.author_label is null and (platform.is_system() or not row_security_active('threads.message'::regclass)))
  execute function threads.name_author();
