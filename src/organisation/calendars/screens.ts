// The calendars one may use, and the forms that make one and change it.
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, redirect } from '#platform/http/route.ts'
import { type Choice } from '#platform/screens/field.ts'
import type { FormScreen } from '#platform/screens/form.ts'
import { type ChoiceFilter, listOf } from '#platform/screens/list.ts'
import { listSentence, longDate, plural } from '#platform/ui/french.ts'
import {
  administeredAuthorities,
  calendarsFor,
  changeCalendar,
  createCalendar,
  localDay,
  openingSentence,
  publicHolidays,
  type SaidOfCalendar,
  territory,
  type Territory,
} from '#territory'
import { CALENDAR, CALENDARS, calendarHref, HOME } from '../units/addresses.ts'
import { asTyped, calendarForm, neverOpen, newCalendarForm, saidOf } from './form.ts'
import { calendarPreview } from './preview.ts'

interface CalendarLine {
  id: string
  label: string
  hours: string
  authority: string
  users: string
  mayChange: boolean
}

/** Names of the open units that follow it, among those one administers; how many others do. */
function usersOf(tx: Read, place: Territory, id: string): string {
  const own = new Set(administeredAuthorities(tx, place).map((authority) => authority.id))
  const units = place.units.filter(({ calendarId, closedOn }) => calendarId === id && closedOn === null)
  const mine = units.filter(({ authorityId }) => own.has(authorityId))
  if (mine.length === 0) return 'Personne ici'
  return mine.length > 6 ? plural(mine.length, 'unité', 'unités') : listSentence(mine.map(({ name }) => name))
}

/** The calendars of one authority, and those that its units follow; nothing to choose for whoever administers one. */
const OF_AUTHORITY: ChoiceFilter<never> = {
  name: 'collectivite',
  label: 'Collectivité',
  async offered(tx) {
    const options = administeredAuthorities(tx, await territory(tx)).map(({ slug, name }) => ({
      ...{ value: slug, label: name },
    }))
    return { all: 'Toutes', options: options.length > 1 ? options : [] }
  },
}

/** GET /administration/organisation/calendriers */
export const calendarsList = listOf<CalendarLine>({
  at: CALENDARS,
  action: 'calendar.read',
  title: 'Calendriers',
  one: 'calendrier',
  several: 'calendriers',
  intro: html`<p class="reading">Les jours et les heures où vos services sont ouverts. Les délais promis se comptent en jours ouvrés du calendrier de l’unité qui répond&nbsp;; une unité choisit le sien par «&nbsp;Modifier&nbsp;», sur <a href="${HOME}">sa page</a>.</p>`,
  add: { label: 'Ajouter un calendrier', href: `${CALENDARS}/nouveau` },
  columns: [
    {
      label: 'Calendrier',
      text: ({ label }) => label,
      cell: ({ id, label, mayChange }) =>
        mayChange ? html`<a href="${calendarHref(id)}">${label}</a>` : label,
      sort: { name: 'nom', by: ({ label }) => label },
    },
    { label: 'Ouvert', text: ({ hours }) => hours },
    { label: 'De', text: ({ authority }) => authority },
    { label: 'Suivi par', text: ({ users }) => users },
  ],
  filters: [
    { name: 'q', label: 'Mots', placeholder: 'Nom, unité', in: ({ label, users }) => [label, users] },
    OF_AUTHORITY,
  ],
  id: ({ id }) => id,
  async rows(tx, { filters: { collectivite = '' } }) {
    const place = await territory(tx)
    const asked = administeredAuthorities(tx, place).find(({ slug }) => slug === collectivite)
    const followed = new Set(asked && place.unitsOf(asked.id).map(({ calendarId }) => calendarId))
    const theirs = calendarsFor(tx, place).filter(
      ({ calendar: { id, authorityId } }) =>
        collectivite === '' || (asked !== undefined && authorityId === asked.id) || followed.has(id),
    )
    return theirs.map(({ calendar: { id, authorityId, definition }, mayChange }) => ({
      id,
      mayChange,
      label: definition.label,
      hours: openingSentence(definition),
      authority: authorityId === null ? place.metropolis.name : place.authority(authorityId).name,
      users: usersOf(tx, place, id),
    }))
  },
  empty: { title: 'Aucun calendrier' },
})

const back = { href: CALENDARS, label: 'Revenir aux calendriers' }

/** GET and POST /administration/organisation/calendriers/nouveau */
export const newCalendar: FormScreen<typeof newCalendarForm.fields> = {
  at: `${CALENDARS}/nouveau`,
  action: 'calendar.change',
  title: 'Ajouter un calendrier',
  form: newCalendarForm,
  button: 'Ajouter ce calendrier',
  back,
  async shown(tx) {
    const own = administeredAuthorities(tx, await territory(tx))
    return {
      typed: { authority: own[0]?.slug ?? '', holidays: 'france' },
      choices: { authority: own.map(({ slug, name }): Choice => [slug, name]) },
    }
  },
  async act(tx, { authority: slug, ...typed }) {
    const place = await territory(tx)
    const authority = administeredAuthorities(tx, place).find((item) => item.slug === slug)
    const said = saidOf(typed)
    const problems = [
      ...(authority === undefined
        ? [{ field: 'authority', message: 'Choisissez une collectivité de la liste.' }]
        : []),
      ...neverOpen(said),
    ]
    if (authority === undefined || problems.length > 0) throw new BadInput(problems)
    await createCalendar(tx, authority.id === place.metropolis.id ? null : authority.id, said)
    return redirect(CALENDARS, `Le calendrier «\u00a0${said.label}\u00a0» est ajouté.`)
  },
}

/** Holidays of this year and of the next, as they are computed. */
function holidaysSaid(year: number, kind: 'france' | 'alsace-moselle' | 'none'): Html | null {
  if (kind === 'none') return null
  const days = [year, year + 1].flatMap((one) => [...publicHolidays(one, kind)])
  return html`<details><summary>Jours fériés de ${year} et ${year + 1}, calculés</summary><ul>${days.map(([day, name]) => html`<li>${longDate(day)}&nbsp;: ${name}</li>`)}</ul></details>`
}

/** The calendar of the address, when one may change it, and who follows it. @throws NotFound */
async function calendarAsked(tx: Read, ctx: Context) {
  const place = await territory(tx)
  const found = calendarsFor(tx, place).find(({ calendar }) => calendar.id === ctx.params.calendrier)
  if (found?.mayChange !== true) throw new NotFound()
  return { place, calendar: found.calendar, users: usersOf(tx, place, found.calendar.id) }
}

/** What is typed, as it would be kept. @throws BadInput for a week that never opens */
function judged(typed: Parameters<typeof saidOf>[0]): SaidOfCalendar {
  const said = saidOf(typed)
  const problems = neverOpen(said)
  if (problems.length > 0) throw new BadInput(problems)
  return said
}

/** GET and POST /administration/organisation/calendriers/:calendrier */
export const calendarChange: FormScreen<typeof calendarForm.fields> = {
  at: CALENDAR,
  action: 'calendar.change',
  title: 'Modifier un calendrier',
  form: calendarForm,
  button: 'Enregistrer',
  back,
  async shown(tx, ctx) {
    const { calendar, users, place } = await calendarAsked(tx, ctx)
    const year = Number(localDay(tx.now, place.zone).slice(0, 4))
    return {
      title: calendar.definition.label,
      intro: html`<p class="reading">Suivi par&nbsp;: ${users}. Les dates déjà promises ne bougent pas&nbsp;; ce qui commence, ou reprend après une pause, se compte avec ce qui est enregistré ici.</p>${holidaysSaid(year, calendar.definition.holidays)}`,
      typed: asTyped(calendar.definition),
      version: calendar.version,
    }
  },
  async tried(tx, typed, ctx) {
    const { calendar, users, place } = await calendarAsked(tx, ctx)
    const { now } = tx
    return calendarPreview({
      before: calendar.definition,
      after: judged(typed),
      users,
      now,
      zone: place.zone,
    })
  },
  async act(tx, typed, ctx, version) {
    await changeCalendar(tx, ctx.params.calendrier ?? '', version, judged(typed))
    return redirect(CALENDARS, 'Le calendrier est enregistré. Aucune date déjà promise n’a bougé.')
  },
}
