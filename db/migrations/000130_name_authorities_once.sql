-- An authority has one name: « Ville de Bron » was the title of its site beside its own name. What a definition says of the
-- others (« Mairie de Genay ») comes with the next import.
update territory.authority set name = profile ->> 'siteTitle' where profile ? 'siteTitle';
update territory.authority set profile = profile - 'siteTitle';
