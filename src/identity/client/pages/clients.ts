// The sites of an authority, for its administrators: the list, a registration, a secret shown once, what became of sign-outs.
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { button, csrfField, linkButton } from '#platform/ui/button.ts'
import { checkboxCards, radioCards } from '#platform/ui/choices.ts'
import { facts } from '#platform/ui/content.ts'
import { emptyState, errorSummary, notice, tag } from '#platform/ui/feedback.ts'
import { select, textarea, textInput } from '#platform/ui/fields.ts'
import { copyableValue } from '#platform/ui/islands.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import type { ClientRow } from '../../store/queries.client.ts'
import { CONCESSIONS } from '../../store/concessions.ts'
import { askedLabel, VALUES } from '../../store/values.ts'

const CURRENT = '/administration/sites'

/** GET /administration/sites */
export function clientsPage(frame: AgentFrame, clients: readonly ClientRow[]): Html {
  const title = 'Sites connectés au compte'
  const rows = clients.map((client) => [
    html`<a href="${`${CURRENT}/${client.id}`}">${client.name}</a>${client.disabledAt !== null && html` ${tag('bad', 'Hors service')}`}`,
    client.authorityName,
    client.sector,
    client.redirectUris.map((address) => html`<span>${address}</span> `),
  ])
  const list =
    clients.length > 0
      ? table({
          caption: title,
          captionHidden: true,
          columns: [
            { label: 'Site' },
            { label: 'Collectivité' },
            { label: 'Secteur' },
            { label: 'Adresses de retour' },
          ],
          rows,
          dense: true,
        })
      : emptyState(
          'Aucun site pour l’instant',
          'Un site de votre collectivité peut reconnaître les habitants grâce à leur compte.',
        )
  const main = html`<div class="stack"><div class="row apart"><h1>${title}</h1>${linkButton('Connecter un site', `${CURRENT}/nouveau`)}</div><div class="panel">${list}</div></div>`
  return agentPage(frame, { title, main, current: CURRENT })
}

export interface Typed {
  authority: string
  sector: string
  name: string
  redirect: string
  postlogout: string
  backchannel: string
  auth: string
  keys: string
  values: readonly string[]
  required: readonly string[]
  concessions: readonly string[]
}

interface FormView {
  typed: Typed
  problems: readonly FieldProblem[]
}

interface NewView extends FormView {
  authorities: readonly { code: string; name: string }[]
}

type ErrorOf = (field: string) => string | undefined

const nameField = ({ typed }: FormView, error: ErrorOf): Html =>
  textInput({
    name: 'name',
    label: 'Nom du site',
    hint: 'Tel que les habitants le connaissent.',
    value: typed.name,
    medium: true,
    error: error('name'),
  })

function whoFields(view: NewView, error: ErrorOf): Html {
  const { authorities, typed } = view
  const options = authorities.map(({ code, name }) => ({ value: code, label: name }))
  return html`${select({ name: 'authority', label: 'Collectivité responsable', options, value: typed.authority, medium: true, error: error('authority') })}
    ${nameField(view, error)}
    ${textInput({ name: 'sector', label: 'Secteur', hint: 'Par exemple etat-civil ou scolaire. Les sites d’un même secteur reconnaissent une personne sous le même identifiant\u00a0; ceux d’un autre secteur, jamais.', value: typed.sector, medium: true, error: error('sector') })}`
}

function addressFields({ typed }: FormView, error: ErrorOf): Html {
  return html`${textarea({ name: 'redirect', label: 'Adresses de retour', hint: 'Une par ligne, exactes, en https.', value: typed.redirect, rows: 3, error: error('redirect') })}
    ${textarea({ name: 'postlogout', label: 'Adresses après déconnexion', optional: true, hint: 'Une par ligne.', value: typed.postlogout, rows: 2, error: error('postlogout') })}
    ${textInput({ name: 'backchannel', label: 'Adresse à prévenir des déconnexions', optional: true, kind: 'url', value: typed.backchannel, error: error('backchannel') })}`
}

function proofFields({ typed }: FormView, error: ErrorOf): Html {
  const choices = [
    {
      value: 'client_secret_basic',
      label: 'Par un secret, dans l’en-tête',
      hint: 'Le plus courant (client_secret_basic).',
    },
    { value: 'client_secret_post', label: 'Par un secret, dans le formulaire', hint: 'client_secret_post' },
    { value: 'private_key_jwt', label: 'Par sa propre clé', hint: 'private_key_jwt' },
  ]
  return radioCards({
    name: 'auth',
    label: 'Comment le site s’identifie',
    across: true,
    choices,
    value: typed.auth,
    error: error('auth'),
  })
}

const keysField = ({ typed }: FormView, error: ErrorOf): Html =>
  textInput({
    name: 'keys',
    label: 'Adresse de ses clés publiques',
    optional: true,
    hint: 'Seulement s’il s’identifie par sa propre clé.',
    kind: 'url',
    value: typed.keys,
    error: error('keys'),
  })

function valueFields({ typed }: FormView, error: ErrorOf): Html {
  const values = VALUES.map(({ id }) => ({ value: id, label: askedLabel(id) }))
  return html`${checkboxCards({ name: 'values', label: 'Ce que le site peut demander', across: true, choices: values, values: typed.values, error: error('values') })}
    ${checkboxCards({ name: 'required', label: 'Ce dont il ne peut pas se passer', optional: true, hint: 'La personne en est prévenue\u00a0; elle ne peut pas le décocher.', across: true, choices: values, values: typed.required })}`
}

function concessionFields({ typed }: FormView, error: ErrorOf): Html {
  const choices = CONCESSIONS.map(({ id, label, hint }) => ({ value: id, label, hint }))
  return checkboxCards({
    name: 'concessions',
    label: 'Si son logiciel ne sait pas faire mieux',
    optional: true,
    hint: 'Ces réglages affaiblissent la connexion. Laissez-les vides si le site fonctionne sans eux.',
    across: true,
    choices,
    values: typed.concessions,
    error: error('concessions'),
  })
}

interface FormFrame {
  title: string
  action: string
  label: string
  fields: (error: ErrorOf) => Html
}

function formPage(
  frame: AgentFrame,
  { problems }: FormView,
  { title, action, label, fields }: FormFrame,
): Html {
  const error = (field: string) => problems.find((problem) => problem.field === field)?.message
  const errors = problems.map(({ field, message }) => ({ id: field, message }))
  const main = html`<div class="stack desk-form">${errorSummary(errors)}<h1>${title}</h1>
    <form class="stack" method="post" action="${action}" novalidate>${csrfField(frame.csrf)}
    <section class="panel" aria-label="Le site"><div class="inside"><div class="fields pairs">${fields(error)}</div></div></section>
    <div class="row">${button(label)}<a href="${CURRENT}">Revenir aux sites</a></div></form></div>`
  return agentPage(frame, { title, main, current: CURRENT, errorCount: errors.length })
}

/** GET and POST /administration/sites/nouveau */
export function newClientPage(frame: AgentFrame, view: NewView): Html {
  return formPage(frame, view, {
    title: 'Connecter un site au compte',
    action: `${CURRENT}/nouveau`,
    label: 'Connecter ce site',
    fields: (error) =>
      html`${whoFields(view, error)}${addressFields(view, error)}${proofFields(view, error)}${keysField(view, error)}${valueFields(view, error)}${concessionFields(view, error)}`,
  })
}

/** GET and POST /administration/sites/:site/modifier */
export function changeClientPage(frame: AgentFrame, view: FormView & { client: ClientRow }): Html {
  const { client } = view
  const hasAddress = client.authMethod === 'private_key_jwt'
  return formPage(frame, view, {
    title: `Modifier «\u00a0${client.name}\u00a0»`,
    action: `${CURRENT}/${client.id}/modifier`,
    label: 'Enregistrer',
    fields: (error) =>
      html`${nameField(view, error)}${addressFields(view, error)}${hasAddress && keysField(view, error)}${valueFields(view, error)}${concessionFields(view, error)}`,
  })
}

/** The answer to a registration or to a change of secret: the only time the secret is shown. */
export function secretPage(
  frame: AgentFrame,
  view: { name: string; clientId: string; secret: string | null; issuer: string; isChange: boolean },
): Html {
  const title = view.isChange ? 'Nouveau secret' : 'Site connecté'
  const warning =
    view.secret === null
      ? null
      : notice(
          'warn',
          'Copiez le secret maintenant',
          html`<p>Il ne sera plus montré. ${view.isChange && 'L’ancien fonctionne encore sept jours\u00a0; vous pouvez y mettre fin plus tôt.'}</p>`,
        )
  const main = html`<div class="reading stack"><h1>${title}</h1>${warning}${facts([
    ['Site', view.name],
    ['Adresse de découverte', copyableValue(view.issuer)],
    ['Identifiant (client_id)', copyableValue(view.clientId)],
    ['Secret (client_secret)', view.secret !== null && copyableValue(view.secret)],
  ])}<p>${linkButton('Voir le site', `${CURRENT}/${view.clientId}`, { kind: 'quiet' })}</p></div>`
  return agentPage(frame, { title, main, current: CURRENT })
}
