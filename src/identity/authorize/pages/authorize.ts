// The questions of a sign-in at a site.
import { ofPerson } from '#platform/french/noun.ts'
import { attrs, type Html, html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { button, buttonForm, csrfField, linkButton } from '#platform/ui/button.ts'
import { notice } from '#platform/ui/feedback.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import type { Answer } from '../../consent/answers.ts'
import type { SharedValue, ValueId } from '../../store/values.ts'

interface SiteView {
  id: string
  name: string
  authorityName: string
  requiredValues: readonly string[]
}

export interface ConsentView {
  client: SiteView
  values: readonly SharedValue[]
  /** What each value is today; null when the account does not know. */
  answers: ReadonlyMap<ValueId, Answer | null>
  /** Reference of the question, for its address. */
  ref: string
  /** Values that the person gives this site already. */
  former: readonly string[]
  /** The site also wants to read while the person is away. */
  isOffline: boolean
}

// The value as it would be told, and where it comes from.
function known({ answers }: ConsentView, id: ValueId): Html {
  const answer = answers.get(id) ?? null
  if (answer === null) return html`<small>Rien pour l’instant</small>`
  return html`<small>${answer.shown}</small><small>Source&nbsp;: ${answer.from}</small>`
}

function valueBox(view: ConsentView, { id, label, instead }: SharedValue): Html {
  const { client, former } = view
  const isRequired = client.requiredValues.includes(id)
  const given = attrs({
    type: 'checkbox',
    id: `valeur-${id}`,
    name: 'valeur',
    value: id,
    checked: isRequired || former.includes(id),
    disabled: isRequired,
  })
  const why = isRequired
    ? html`<small>Indispensable&nbsp;: sans elle, ce site ne peut pas vous reconnaître ou vous rendre son service.</small>`
    : null
  return html`<label class="choice"><input ${given}><span><b>${label}</b>${known(view, id)}${instead && html`<small>${instead}</small>`}${why}</span></label>`
}

/** « What do you share? »: each value is a box; those the site cannot do without are ticked and explained. */
export function consentPage(ctx: Context, view: ConsentView): Html {
  const { client, values, ref, isOffline } = view
  const title = `Se connecter à «\u00a0${client.name}\u00a0»`
  const boxes = html`<fieldset><legend>Que voulez-vous lui transmettre&nbsp;?</legend><div class="choices">${values.map((value) => valueBox(view, value))}</div></fieldset>`
  const offline = isOffline
    ? html`<p>Ce site pourra relire ces informations quand vous n’êtes pas là, jusqu’à ce que vous le lui retiriez.</p>`
    : null
  const { by } = ctx.actor
  const inOwnName =
    by &&
    notice(
      'info',
      'Vous vous connectez en votre nom',
      html`<p>Un mandat n’ouvre aucun site&nbsp;: celui-ci recevra les informations ${ofPerson(by.name)}, pas celles ${ofPerson(by.personName)}.</p>`,
    )
  const main = html`<div class="sections reading"><h1>${title}</h1>${inOwnName}
    <p class="lead">Ce site, <b>${client.name}</b> (${client.authorityName}), vous reconnaîtra par un identifiant qui ne sert qu’à lui&nbsp;: aucun autre service ne peut le rapprocher du sien.</p>
    <form class="card stack" method="post" action="${`/autorisation/${ref}`}" novalidate>${csrfField(ctx.csrf)}
    ${values.length > 0 && boxes}${offline}
    <p class="meta">Votre choix est retenu. Vous pouvez le changer à tout moment dans votre compte, rubrique «&nbsp;Sites connectés&nbsp;»&nbsp;; il s’efface après un an sans visite.</p>
    <div class="actions">${button('Continuer')}</div></form>
    ${buttonForm('Ne pas me connecter à ce site', `/autorisation/${ref}/refus`, ctx.csrf, { kind: 'bare' })}</div>`
  return citizenPage(frameOf(ctx), { title, main, current: '/compte' })
}

export function deadQuestionPage(ctx: Context): Html {
  const title = 'Cette page n’est plus valable'
  const main = html`<div class="reading stack"><h1>${title}</h1>
    <p>La demande de connexion a déjà servi, est trop ancienne, ou a été commencée dans un autre navigateur. Retournez sur le site d’où vous venez et recommencez.</p>
    <p>${linkButton('Aller au guichet', '/', { kind: 'quiet' })}</p></div>`
  return citizenPage(frameOf(ctx), { title, main, current: '/connexion' })
}
