// GET …/profil: a content as any profile would have it, before it is published or after: whether they read it, why, and the page they get.
// What is shown is this content alone; whoever looks becomes nobody else.
import {
  type Audience,
  MOST_AT_ONCE,
  pickedKey,
  pickedOf,
  type Profile,
  profileChoices,
  profilesIn,
  profileWords,
  PUBLIC,
  readsAs,
  type Verdict,
} from '#audiences'
import type { Read } from '#platform/db/db.ts'
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, one, page, type Reply, type Route } from '#platform/http/route.ts'
import { type Choice, field } from '#platform/screens/field.ts'
import { controlOf } from '#platform/screens/control.ts'
import { button } from '#platform/ui/button.ts'
import { facts, fold } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { errorSummary, notice } from '#platform/ui/feedback.ts'
import { quoted } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { z } from 'zod'
import { addressable, audienceChoices } from '../information/addressee.ts'
import { contentArticle } from '../reading/article.ts'
import { viewOf } from '../reading/view.ts'
import type { Kept } from '../record/queries.ts'
import { askedToDecide, lastEdition, type Place } from './place.ts'

const PICKS = Array.from({ length: MOST_AT_ONCE }, (_, at) => at + 1)

const AUDIENCE = field({ label: 'Publié pour', control: { list: [] }, medium: true, type: z.string() })
const who = (n: number) =>
  field({
    label: n === 1 ? 'Un profil' : `Et aussi (${n})`,
    ...(n === 1
      ? {
          hint: 'Une collectivité, un service, une instance, un espace. Rien\u00a0: un visiteur, sans compte.',
        }
      : {}),
    optional: true,
    control: { list: [], seek: 'Chercher une collectivité, un service, une instance' },
    type: z.string(),
  })
const as = (n: number) =>
  field({
    label: n === 1 ? 'Avec quelle fonction' : `Avec quelle fonction (${n})`,
    medium: true,
    control: { list: [] },
    type: z.string(),
  })

/** What the address says of a profile. */
const queryOf = (
  audienceId: number,
  profile: Profile,
  pairs: (key: string) => { who: string; as: string },
) => {
  const query = new URLSearchParams({ public: String(audienceId) })
  profile.forEach((key, at) => {
    const { who: place, as: role } = pairs(key)
    query.set(`qui${at + 1}`, place)
    if (role !== '') query.set(`comme${at + 1}`, role)
  })
  return `?${query}`
}

interface Choices {
  audiences: readonly Choice[]
  places: readonly Choice[]
  roles: readonly Choice[]
}

/** Asked as a profile, and for nobody: said beside the choice. */
const missing = ({ query }: Context, audience: Audience | undefined): FieldProblem[] =>
  audience === undefined && query.public !== undefined
    ? [{ field: 'public', message: 'Choisissez pour qui il serait publié.' }]
    : []

function profileForm(at: string, ctx: Context, audience: Audience | undefined, choices: Choices): Html {
  const values = { ...ctx.query, public: audience === undefined ? '' : String(audience.id) }
  const control = (name: string, of: typeof AUDIENCE, offered: readonly Choice[]) =>
    controlOf(of, { name, values, problems: missing(ctx, audience), choices: offered })
  const pair = (n: number) =>
    html`${control(`qui${n}`, who(n), [['', 'Rien de plus'], ...choices.places])}${control(`comme${n}`, as(n), [['', 'Toutes les fonctions'], ...choices.roles])}`
  const isComposed = PICKS.some((n) => n > 1 && one(ctx.query, `qui${n}`) !== '')
  const more = html`<div class="stack">${PICKS.slice(1).map(pair)}</div>`
  return html`<form class="panel" action="${at}"><div class="inside stack">${control('public', AUDIENCE, choices.audiences)}${pair(1)}${isComposed ? more : fold('Plusieurs choses à la fois', more)}
    <div class="row">${button('Voir comme ce profil')}</div></div></form>`
}

/** What the profile gets: its page, and whether anything leads there. All are one question, asked of the rule. */
async function verdictPanel(tx: Read, kept: Kept, profile: Profile, { reads, why }: Verdict): Promise<Html> {
  const words = await profileWords(tx, profile)
  const last = await lastEdition(tx, kept)
  const view = await viewOf(tx, { ...kept, ...last, spaceId: kept.decidedIn, shown: null })
  const said = reads ? 'Oui' : 'Non'
  const known = facts([
    ['À son adresse', reads ? 'La page ci-dessous' : 'Page introuvable, comme si rien n’était là'],
    ['Dans les listes et les pages d’accueil', said],
    ['Dans la recherche', said],
    ['Dans les flux, l’agenda et les résumés', said],
  ])
  const article = html`<article class="stack reading"><p><b>${view.title}</b></p>${contentArticle(view)}</article>`
  return html`${notice(reads ? 'good' : 'info', `${words}\u00a0: ${reads ? 'le lit' : 'ne le lit pas'}`, html`<p>${why}</p>`)}
    ${panel('Ce qui y mène', known)}${reads && panel(`Ce qu’il lit, version ${kept.edition}`, article)}`
}

/** Profiles that the rule itself speaks of, each a way to see it. */
async function suggested(tx: Read, at: string, audience: Audience): Promise<Html | null> {
  const profiles = profilesIn(audience.rule)
  if (audience.id === PUBLIC || profiles.length === 0) return null
  const links = await Promise.all(
    profiles.map(async (profile) => {
      const href = `${at}${queryOf(audience.id, profile, (key) => pickedOf(tx, key))}`
      return html`<li><a href="${href}">${await profileWords(tx, profile)}</a></li>`
    }),
  )
  return panel(`Ceux dont parle ${quoted(audience.name)}`, html`<ul class="plain">${links}</ul>`)
}

/** The profile that the address names. What is none of the lists is left out. */
function profileIn(tx: Read, ctx: Context, places: readonly Choice[]): Profile {
  return PICKS.flatMap((n) => {
    const key = pickedKey(tx, places, one(ctx.query, `qui${n}`), one(ctx.query, `comme${n}`))
    return key === null ? [] : [key]
  })
}

async function showProfile(place: Place, ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const kept = await askedToDecide(place, tx, ctx)
    const at = `${place.at}/${kept.id}/profil`
    const former = kept.coming?.audienceId ?? kept.shown?.audienceId
    const asked = one(ctx.query, 'public') || String(former ?? '')
    const audience = await addressable(tx, asked, kept.authorityId)
    const { places, roles } = await profileChoices(tx)
    const audiences = [['', 'Choisissez'] as const, ...(await audienceChoices(tx, kept.authorityId))]
    const profile = profileIn(tx, ctx, places)
    const isAsked = audience !== undefined && one(ctx.query, 'public') !== ''
    const seen = isAsked && (await verdictPanel(tx, kept, profile, await readsAs(tx, audience.rule, profile)))
    const title = `Voir «\u00a0${kept.title}\u00a0» comme un profil`
    const errors = missing(ctx, audience).map(({ field, message }) => ({ id: field, message }))
    const main = html`<div class="stack desk-form">${errorSummary(errors)}<h1>${title}</h1><p class="reading">Ce que lirait quelqu’un qui est cela, et rien d’autre. Vous ne devenez personne, et ne voyez que ce contenu.</p>
      ${seen}${profileForm(at, ctx, audience, { audiences, places, roles })}${audience !== undefined && (await suggested(tx, at, audience))}
      <p><a href="${place.at}/${kept.id}">Revenir au contenu</a></p></div>`
    const frame = await place.frame(ctx, tx)
    const shown = agentPage(frame, { title, main, current: place.listOf(kept), errorCount: errors.length })
    return page(shown, errors.length > 0 ? 422 : 200)
  })
}

export const profileRoutes = (place: Place): Route[] => [
  {
    get: `${place.at}/:contenu/profil`,
    action: place.publishes,
    title: 'Un contenu, comme un profil',
    face: place.face,
    handle: (ctx: Context) => showProfile(place, ctx),
  },
]
