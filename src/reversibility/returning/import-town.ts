// The town hall of a copy: what the authority says of itself, its calendars, its units and what it announced.
import { ownAudience, PUBLIC, readRule, type Rule } from '#audiences'
import { forget } from '#platform/db/snapshot.ts'
import { readLogo } from '#platform/ui/logo.ts'
import { readCalendar, readProfile, readUnit, territory } from '#territory'
import { drawNumbers, insertRows, type Shape, shapeOf, updateRow } from './queries.import.ts'
import { type Row, rowsIn } from './read.ts'
import { legible, type Reading } from './reading.ts'

const AUTHORITY = 'territory.authority'
const CALENDAR = 'territory.calendar'
const UNIT = 'territory.unit'
const AUDIENCE = 'audiences.audience'
const NOTICE = 'publishing.notice'

/** Reads it in the order in which things name each other. @returns the names of audiences that hold nobody of here */
export async function importTown(reading: Reading): Promise<string[]> {
  await readAuthority(reading)
  await readCalendars(reading)
  await readUnits(reading)
  const empty = await readAudiences(reading)
  await readNotices(reading)
  return empty
}

/** What the keys that an audience may name are numbers of; those of other things (an instance, a space) are not followed. */
const NAMED: Readonly<Record<string, string>> = {
  staff: UNIT,
  ...{ workplace: AUTHORITY, elected: AUTHORITY, network: AUTHORITY },
}

/** Keys of the copy name what is here, or nothing: whoever is of another authority is not followed, and a rule never widens. */
const ruleHere = ({ numbers }: Reading, rule: Rule): Rule => {
  const follow = (keys: readonly string[]) =>
    keys.flatMap((key) => {
      const [kind = '', id, ...as] = key.split(':')
      if (id === undefined || kind === 'role') return [key]
      const here = numbers.here(NAMED[kind] ?? '', Number(id))
      return here === null ? [] : [[kind, String(here), ...as].join(':')]
    })
  const isWhole = follow(rule.also).length === rule.also.length
  return {
    ...rule,
    who: isWhole ? follow(rule.who) : [],
    also: follow(rule.also),
    except: follow(rule.except),
  }
}

/** « Public » and the authority’s own stand here already; the others come. One that holds nobody of here is for those who administer. */
async function readAudiences(reading: Reading): Promise<string[]> {
  const { tx, folder, authorityId, numbers } = reading
  const empty: string[] = []
  numbers.set(AUDIENCE, PUBLIC, PUBLIC)
  const shape = await shapeOf(tx, AUDIENCE)
  for await (const rows of rowsIn(folder, AUDIENCE))
    for (const row of rows) {
      const own = row.standing === null ? undefined : await ownAudience(tx, authorityId)
      const id = own ?? (await drawNumbers(tx, AUDIENCE, 'id', 1))[0]
      numbers.set(AUDIENCE, row.id, id)
      if (own !== undefined) continue
      const rule = ruleHere(
        reading,
        legible('public', () => readRule(row.rule)),
      )
      const isEmpty = rule.who.length === 0
      if (isEmpty) empty.push(String(row.name))
      const held = isEmpty ? { ...rule, who: [`workplace:${authorityId}:admin`], also: [] } : rule
      await insertRows(tx, AUDIENCE, shape, [{ ...numbers.follow(row, shape), id, rule: held }])
    }
  return empty
}

async function readNotices({ tx, folder, numbers }: Reading): Promise<void> {
  const shape = await shapeOf(tx, NOTICE)
  for await (const rows of rowsIn(folder, NOTICE)) {
    const drawn = await drawNumbers(tx, NOTICE, 'id', rows.length)
    await insertRows(
      tx,
      NOTICE,
      shape,
      rows.map((row, at) => {
        numbers.set(NOTICE, row.id, drawn[at])
        return { ...numbers.follow(row, shape), id: drawn[at] }
      }),
    )
  }
}

async function readAuthority({ tx, folder, authorityId, numbers }: Reading): Promise<void> {
  for await (const rows of rowsIn(folder, AUTHORITY))
    for (const row of rows) {
      numbers.set(AUTHORITY, row.id, authorityId)
      const profile = legible('profil', () => readProfile(row.profile))
      legible('logo', () => row.logo_svg === null || readLogo(String(row.logo_svg)))
      await updateRow(tx, AUTHORITY, 'id', ['name', 'profile', 'logo_svg'], {
        ...{ ...row, profile, id: authorityId },
      })
    }
}

/** One whose id somebody else’s has here bears the commune’s code. */
async function readCalendars({ tx, folder, authorityId, code, numbers }: Reading): Promise<void> {
  const { calendars } = await territory(tx)
  const shape = await shapeOf(tx, CALENDAR)
  for await (const rows of rowsIn(folder, CALENDAR))
    for (const row of rows) {
      const taken = calendars.find(({ id }) => id === row.id)
      const id =
        taken === undefined || taken.authorityId === authorityId ? row.id : `${String(row.id)}-${code}`
      numbers.set(CALENDAR, row.id, id)
      const definition = { ...legible('calendrier', () => readCalendar(row.definition)), id }
      const mine = { ...numbers.follow(row, shape), id, definition, edited_at: row.edited_at ?? tx.now }
      if (calendars.some((one) => one.id === id)) await updateRow(tx, CALENDAR, 'id', ['definition'], mine)
      else {
        const [number] = await drawNumbers(tx, CALENDAR, 'number', 1)
        await insertRows(tx, CALENDAR, shape, [{ ...mine, number }])
      }
    }
  forget(tx, 'territory')
}

const SAID = [
  'name',
  'kind',
  'functions',
  'communes',
  'calendar_id',
  'email',
  'phone',
  'closed_on',
  'edited_at',
]

/** Those that every commune has are known by their code; then each finds the one above it. */
async function readUnits(reading: Reading): Promise<void> {
  const { tx, folder, authorityId, numbers } = reading
  const place = await territory(tx)
  const shape = await shapeOf(tx, UNIT)
  const above: Row[] = []
  for await (const rows of rowsIn(folder, UNIT))
    for (const row of rows) {
      const known = place.unitsOf(authorityId).find(({ code }) => code === row.code)
      const id = known?.id ?? (await drawNumbers(tx, UNIT, 'id', 1))[0]
      numbers.set(UNIT, row.id, id)
      const said = legible('unité', () => readUnit(row))
      const mine = { ...placed(row, reading, shape, place.calendars), ...said, id }
      if (known === undefined) await insertRows(tx, UNIT, shape, [mine])
      else await updateRow(tx, UNIT, 'id', SAID, mine)
      above.push({ id, parent_id: row.parent_id })
    }
  for (const row of above)
    await updateRow(tx, UNIT, 'id', ['parent_id'], { ...row, parent_id: numbers.here(UNIT, row.parent_id) })
  forget(tx, 'territory')
}

/** A shared calendar that is not of here gives way to the first that is. */
function placed(row: Row, { tx, numbers }: Reading, shape: Shape, calendars: readonly { id: string }[]): Row {
  const own = numbers.here(CALENDAR, row.calendar_id)
  const shared = calendars.find(({ id }) => id === row.calendar_id) ?? calendars[0]
  return {
    ...numbers.follow(row, shape),
    ...{ parent_id: null, calendar_id: own ?? shared?.id, edited_at: row.edited_at ?? tx.now },
  }
}
