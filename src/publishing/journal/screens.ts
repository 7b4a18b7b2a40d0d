// What asks for the briefs of a period, for the journal on paper: GET and POST /administration/contenus/journal.
import type { Read } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { redirect, type Route } from '#platform/http/route.ts'
import { slugFor } from '#platform/plain-words.ts'
import { WRITING } from '#platform/roles.ts'
import { startRun } from '#platform/runs/start.ts'
import { type Choice, day, field } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { mediumDate } from '#platform/ui/french.ts'
import { addDays, type Authority, localDay, startOfDay, territory } from '#territory'
import { z } from 'zod'
import { PUBLISHING } from '../acts/place.ts'
import { channelled } from '../home/briefs.ts'
import { toldInChannel } from '../record/queries.read.ts'
import { channelsOf } from '../types/channels.ts'
import { JOURNAL, MOST_BRIEFS } from './run.ts'

const MOST_DAYS = 366
const ALL = ''

/** Those for which whoever acts publishes in their own name. */
async function ownAuthorities(tx: Read): Promise<Authority[]> {
  const roles = WRITING as readonly string[]
  const posts = tx.actor.memberships.filter(({ role }) => roles.includes(role))
  const ids = [...new Set(posts.map(({ authorityId }) => authorityId))]
  const place = await territory(tx)
  return ids.map((id) => place.authority(id))
}

interface Channel {
  /** As typed. */
  value: string
  label: string
  authority: Authority
  within: { readonly channel: string } | { readonly not: readonly string[] }
}

/** All channels of each authority, then each: what is filed under none of them stands under the first. */
async function channels(tx: Read): Promise<Channel[]> {
  const found: Channel[] = []
  for (const authority of await ownAuthorities(tx)) {
    const names = await channelsOf(tx, authority.id)
    const value = (name: string) => `${authority.id}:${name}`
    found.push({ value: value(ALL), label: 'Tous les canaux', authority, within: { not: [] } })
    for (const [at, name] of names.entries()) {
      const within = at === 0 ? { not: names.slice(1) } : { channel: name }
      found.push({ value: value(name), label: name, authority, within })
    }
  }
  return found
}

const fields = {
  channel: field({
    label: 'Canal',
    control: { list: [] },
    type: z.string(),
  }),
  from: field({ label: 'Du', control: 'day', medium: true, type: day }),
  until: field({ label: 'Au', hint: 'Un an au plus.', control: 'day', medium: true, type: day }),
}

const wrong = (name: keyof typeof fields, message: string) => new BadInput([{ field: name, message }])

export const journalScreens: readonly Route[] = PUBLISHING.form({
  at: `${PUBLISHING.at}/journal`,
  action: 'content.publish',
  title: 'Brèves pour le journal interne',
  form: formOf(fields),
  button: 'Préparer le dossier',
  back: { href: PUBLISHING.at, label: 'Tous les contenus' },
  async shown(tx) {
    const offered = await channels(tx)
    const today = localDay(tx.now, (await territory(tx)).zone)
    const several = new Set(offered.map(({ authority }) => authority.id)).size > 1
    return {
      typed: { channel: offered[0]?.value ?? '', from: `${today.slice(0, 8)}01`, until: today },
      choices: {
        channel: offered.map(
          ({ value, label, authority }): Choice => [value, several ? `${label}, ${authority.name}` : label],
        ),
      },
      intro: html`<p class="reading">Les brèves de votre collectivité encore en ligne et que vous lisez, dans un dossier à télécharger&nbsp;: pour chacune son texte (Markdown et HTML) et ses images en grand, avec leur crédit et ce qu’elles montrent&nbsp;; un sommaire dit l’ordre de lecture, et à qui chacune s’adresse.</p>`,
    }
  },
  async act(tx, typed, ctx) {
    const asked = (await channels(tx)).find(({ value }) => value === typed.channel)
    if (asked === undefined) throw wrong('channel', 'Choisissez un canal de la liste.')
    const { from, until } = typed
    if (until < from) throw wrong('until', 'Le dernier jour vient avant le premier.')
    if (until >= addDays(from, MOST_DAYS)) throw wrong('until', 'Choisissez un an au plus.')
    const { zone } = await territory(tx)
    const between = { from: startOfDay(from, zone), until: startOfDay(addDays(until, 1), zone) }
    const { authority, within, label } = asked
    const period =
      from === until ? `du ${mediumDate(from)}` : `du ${mediumDate(from)} au ${mediumDate(until)}`
    const ids = await toldInChannel(tx, await channelled(tx), within, {
      ...{ ...between, authorityId: authority.id, most: MOST_BRIEFS + 1 },
    })
    if (ids.length === 0)
      throw wrong(
        'from',
        `Aucune brève en ligne que vous lisez n’est ${period}\u00a0: changez de jours ou de canal.`,
      )
    if (ids.length > MOST_BRIEFS)
      throw wrong('until', `Plus de ${MOST_BRIEFS} brèves\u00a0: choisissez une période plus courte.`)
    const title = `Brèves ${period}, ${label}, ${authority.name}`
    const name = `breves-${slugFor(authority.name)}-${from}-${until}`
    const id = await startRun(tx, JOURNAL, { title, name, ids }, { total: ids.length })
    return redirect(
      `${ctx.door.runs}/${id}`,
      'Le dossier se prépare. Vous le téléchargez ici, jusqu’au jour dit.',
    )
  },
})
