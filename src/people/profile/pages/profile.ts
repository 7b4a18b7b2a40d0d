// The page of one's profile: each value with where it comes from, since when and until when; then what one may change.
import { type Html, html } from '#platform/html.ts'
import { ownPage } from '#platform/http/own-page.ts'
import type { Context } from '#platform/http/route.ts'
import { button, csrfField } from '#platform/ui/button.ts'
import { card, type Fact, facts, section } from '#platform/ui/content.ts'
import { errorSummary, tag } from '#platform/ui/feedback.ts'
import { mediumDate } from '#platform/ui/french.ts'
import type { Territory } from '#territory'
import { accountMain } from '../../account/nav.ts'
import type { ProfileValue } from '../queries.ts'
import { spokenSource, spokenValue } from '../spoken.ts'
import { isInForce, PROFILE_VALUES } from '../values.ts'
import { type ProfileValueId } from '../kinds.ts'
import { type Level } from '../kinds.ts'
import { changeFields, type ProfileView } from './change-fields.ts'

const LEVELS: Record<Exclude<Level, 'declared'>, string> = { proved: 'Prouvé', certified: 'Certifié' }

const namesOf = (place: Territory) => (code: string) => place.area(code)?.name

const labelOf = (id: ProfileValueId): string => PROFILE_VALUES.find((kind) => kind.id === id)?.label ?? id

// « Déclaré par vous » says enough without a tag.
function levelTag(value: ProfileValue, now: Date): Html | null {
  if (!isInForce(value, now)) return tag('warn', 'Expiré')
  return value.level === 'declared' ? null : tag('good', LEVELS[value.level])
}

// « Valable jusqu’au » for what ends, and in the past for what ended.
function lasting({ expiresAt }: ProfileValue, { place, now }: ProfileView): string {
  if (expiresAt === null) return ''
  const day = mediumDate(expiresAt, place.zone)
  return expiresAt > now ? `, valable jusqu’au ${day}` : `, n’est plus valable depuis le ${day}`
}

function known(view: ProfileView): Html {
  const { profile, values, place, now } = view
  const email =
    profile.email !== null &&
    html`${profile.email}<p class="meta">${tag('good', LEVELS.proved)} Vous avez répondu à un message envoyé là. <a href="/compte/securite/adresse">Changer d’adresse</a></p>`
  const rows: Fact[] = [
    ['Adresse e-mail', email],
    ...values.map(
      (value): Fact => [
        labelOf(value.valueId),
        html`${spokenValue(value.valueId, value.value, namesOf(place))}<p class="meta">${levelTag(value, now)} ${spokenSource(value)}, le ${mediumDate(value.recordedAt, place.zone)}${lasting(value, view)}</p>`,
      ],
    ),
  ]
  return facts(rows, { stacked: true })
}

/** Where what cannot be changed here is corrected; the ways that exist for this person only. */
function corrections({ values }: ProfileView, hasFranceConnect: boolean): Html {
  const sure = values.filter(({ level }) => level !== 'declared')
  const ways = [
    sure.some(({ source }) => source === 'franceconnect') &&
      html`<li>Ce qui vient de FranceConnect se corrige à l’état civil, auprès de la mairie de naissance ou de l’Insee. Connectez-vous ensuite ici avec FranceConnect&nbsp;: votre profil suit. Si vous retirez le lien dans <a href="/compte/connexions">FranceConnect</a>, ces informations cessent de compter tout de suite. Elles durent un an, et chaque connexion avec FranceConnect les prolonge.</li>`,
    sure.some(({ source }) => source === 'desk') &&
      html`<li>Ce qui a été vérifié au guichet se corrige au guichet de votre mairie, avec une pièce à jour.</li>`,
  ].filter((way) => way !== false)
  if (ways.length > 0)
    return html`<p>Une erreur dans ce qui est vérifié&nbsp;?</p><ul class="plain">${ways}</ul>`
  return hasFranceConnect
    ? html`<p>Rien de votre état civil n’est vérifié. <a href="/compte/connexions">Reliez FranceConnect</a>, ou montrez une pièce d’identité au guichet de votre mairie.</p>`
    : html`<p>Rien de votre état civil n’est vérifié. Montrez une pièce d’identité au guichet de votre mairie.</p>`
}

function historyFold({ history, place }: ProfileView): Html | null {
  if (history.length === 0) return null
  const day = (when: Date) => mediumDate(when, place.zone)
  const former = history.map(
    (value): Fact => [
      labelOf(value.valueId),
      html`${spokenValue(value.valueId, value.value, namesOf(place))}<p class="meta">${spokenSource(value)}, du ${day(value.recordedAt)} au ${value.endedAt && day(value.endedAt)}</p>`,
    ],
  )
  return html`<details><summary>Ce qui a été remplacé</summary>${facts(former)}</details>`
}

function changeForm(ctx: Context, view: ProfileView): Html {
  return html`<form class="stack" method="post" action="/compte/profil" novalidate>${csrfField(ctx.csrf)}
    <div class="fields pairs">${changeFields(view)}</div>
    <div class="actions">${button('Enregistrer')}</div></form>`
}

/** GET /compte/profil */
export function profilePage(ctx: Context, view: ProfileView): Html {
  const title = 'Mon profil'
  const errors = view.problems.map(({ field, message }) => ({
    id: field,
    message,
  }))
  const isKnown = view.values.length > 0 || view.profile.email !== null
  const body = html`${errorSummary(errors, 'Tout ce que vous avez écrit est gardé.')}<h1>${title}</h1>
    <p class="lead">Ces informations remplissent vos démarches à votre place. Chacune dit d’où elle vient. Aucun site ne les reçoit sans votre accord&nbsp;: voyez <a href="/compte/sites">vos sites connectés</a>.</p>
    <div class="known">${isKnown && section('Ce que nous savons de vous', html`${known(view)}${corrections(view, ctx.config.franceconnect !== null)}${historyFold(view)}`)}
    ${card('Ce que vous pouvez changer', changeForm(ctx, view))}</div>`
  const main = accountMain(ctx, '/compte/profil', body, { wide: true })
  return ownPage(ctx, { title, main, errorCount: errors.length })
}
