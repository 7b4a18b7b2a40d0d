// Where the organisation is administered.
export const HOME = '/administration/organisation'
export const NEW_UNIT = `${HOME}/nouvelle-unite`
export const UNIT = `${HOME}/unites/:unite`
export const unitHref = (id: number): string => `${HOME}/unites/${id}`
export const CHANGES = `${HOME}/changements`
export const CHANGE = `${CHANGES}/:changement`
export const changeHref = (id: number): string => `${CHANGES}/${id}`
export const CALENDARS = `${HOME}/calendriers`
export const CALENDAR = `${CALENDARS}/:calendrier`
export const calendarHref = (id: string): string => `${CALENDARS}/${id}`
export const AUTHORITIES = `${HOME}/collectivites`
export const AUTHORITY = `${AUTHORITIES}/:collectivite`
export const authorityHref = (slug: string): string => `${AUTHORITIES}/${slug}`
