// One site of an authority, for its administrators: what is registered, its secrets, what became of sign-outs, its history.
import type { EventRow } from '#platform/ledger/events.ts'
import { type Html, html } from '#platform/html.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice } from '#platform/ui/feedback.ts'
import { dateTime, shortDateTime } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import type { ClientChange, FieldChange } from '../client.ts'
import type { ClientEvent } from '../events.ts'
import type { ClientRow, SecretRow } from '../../store/queries.client.ts'
import type { DeliveryReport } from '../../store/queries.logout.ts'
import { concessionLabel, CONCESSIONS } from '../../store/concessions.ts'
import { askedLabel } from '../../store/values.ts'

const CURRENT = '/administration/sites'

export interface ClientView {
  client: ClientRow
  secrets: readonly SecretRow[]
  history: readonly EventRow[]
  deliveries: readonly DeliveryReport[]
  zone: string
  issuer: string
  now: Date
}

const lines = (items: readonly string[]) =>
  items.length > 0 && html`${items.map((item) => html`<span>${item}</span><br>`)}`

function settingsPanel({ client, issuer }: ClientView): Html {
  const known = facts([
    ['Collectivité', client.authorityName],
    ['Secteur', client.sector],
    ['Adresse de découverte', html`<code>${issuer}</code>`],
    ['Identifiant (client_id)', html`<code>${client.id}</code>`],
    ['S’identifie par', client.authMethod],
    ['Adresse de ses clés', client.jwksUri],
    ['Clés déposées', client.jwks !== null && String(client.jwks.keys.length)],
    ['Adresses de retour', lines(client.redirectUris)],
    ['Après déconnexion', lines(client.postLogoutUris)],
    ['À prévenir des déconnexions', client.backchannelUri],
    ['Peut demander', lines(client.allowedValues.map(askedLabel))],
    ['Ne peut se passer de', lines(client.requiredValues.map(askedLabel))],
    ['Réponse d’identité signée', client.userinfoSigned && 'oui'],
    [
      'Machines internes permises',
      client.privateHosts.length > 0 &&
        html`${lines(client.privateHosts)}<span class="meta">Elles ne se changent que depuis le serveur.</span>`,
    ],
  ])
  return panel('Réglages', known, {
    end: linkButton('Modifier', `${CURRENT}/${client.id}/modifier`, { kind: 'quiet' }),
  })
}

function trialPanel({ id }: ClientRow, csrf: string): Html {
  return panel(
    'Essais',
    html`<p>L’essai vous connecte, vous, comme ce site le ferait, et montre chaque étape. La vérification appelle les adresses du site depuis Parvis.</p>
    <div class="row">${linkButton('Essayer la connexion', `${CURRENT}/${id}/essai`, { kind: 'quiet' })}${buttonForm('Vérifier les adresses', `${CURRENT}/${id}/verification`, csrf, { kind: 'quiet' })}</div>`,
  )
}

function secretState({ expiresAt }: SecretRow, { zone, now }: ClientView): string {
  if (expiresAt === null) return 'En vigueur'
  return expiresAt > now
    ? `Fonctionne jusqu’au ${dateTime(expiresAt, zone)}`
    : `Terminé ${shortDateTime(expiresAt, zone)}`
}

function secretsPanel(view: ClientView, csrf: string): Html {
  const { client, secrets, zone, now } = view
  const rows = secrets.map((secret) => [
    shortDateTime(secret.createdAt, zone),
    secretState(secret, view),
    secret.expiresAt !== null && secret.expiresAt > now
      ? buttonForm('Terminer maintenant', `${CURRENT}/${client.id}/secrets/${secret.id}/fin`, csrf, {
          kind: 'danger',
        })
      : '',
  ])
  const list = table({
    caption: 'Secrets du site',
    captionHidden: true,
    dense: true,
    columns: [{ label: 'Créé' }, { label: 'État' }, { label: 'Terminer', hidden: true }],
    rows,
  })
  return panel(
    'Secrets',
    html`<p>Un secret n’est montré qu’à sa création. Le nouveau fonctionne aussitôt&nbsp;; l’ancien, encore sept jours.</p>${list}
    ${buttonForm('Changer le secret', `${CURRENT}/${client.id}/secret`, csrf, { kind: 'quiet' })}`,
  )
}

function deliveriesPanel({ client, deliveries, zone }: ClientView): Html {
  const title = 'Déconnexions annoncées'
  if (client.backchannelUri === null)
    return panel(title, html`<p>Ce site n’a pas donné d’adresse à prévenir.</p>`)
  if (deliveries.length === 0) return panel(title, html`<p>Aucune pour l’instant.</p>`)
  const rows = deliveries.map(({ createdAt, attempts, lastOutcome, deliveredAt }) => [
    shortDateTime(createdAt, zone),
    deliveredAt === null ? 'En attente' : `Reçue ${shortDateTime(deliveredAt, zone)}`,
    String(attempts),
    lastOutcome ?? '–',
  ])
  return panel(
    title,
    table({
      caption: 'Déconnexions annoncées au site',
      captionHidden: true,
      dense: true,
      columns: [
        { label: 'Quand' },
        { label: 'État' },
        { label: 'Essais', right: true },
        { label: 'Dernière réponse' },
      ],
      rows,
    }),
  )
}

const DONE: Record<ClientEvent, string> = {
  'client.registered': 'Site connecté',
  'client.changed': 'Réglages modifiés',
  'client.secret_rotated': 'Secret changé',
  'client.secret_ended': 'Ancien secret terminé',
  'client.disabled': 'Mis hors service',
  'client.enabled': 'Remis en service',
  'client.tried': 'Connexion essayée',
  'client.checked': 'Adresses vérifiées',
}

const FIELDS: Record<keyof ClientChange, string> = {
  name: 'Nom',
  redirectUris: 'Adresses de retour',
  postLogoutUris: 'Adresses après déconnexion',
  backchannelUri: 'Adresse à prévenir',
  jwksUri: 'Adresse des clés',
  allowedValues: 'Peut demander',
  requiredValues: 'Ne peut se passer de',
  concessions: 'Permis malgré leur faiblesse',
}

const isDone = (name: string): name is ClientEvent => Object.hasOwn(DONE, name)

function spoken(field: keyof ClientChange, item: string): string {
  if (field === 'concessions') return concessionLabel(item)
  return field.endsWith('Values') ? askedLabel(item) : item
}

/** What is weaker at that site than elsewhere, and why. */
function weaknesses({ concessions }: ClientRow): Html | null {
  const held = CONCESSIONS.filter(({ id }) => concessions.includes(id))
  if (held.length === 0) return null
  return notice(
    'warn',
    'Ce site est moins bien protégé que les autres',
    html`${held.map(({ label, weaker }) => html`<p><b>${label}.</b> ${weaker}</p>`)}
      <p>Retirez ces réglages dès que son logiciel le permet.</p>`,
  )
}

function changeLine({ field, before, after }: FieldChange): Html {
  const said = (items: readonly string[]) =>
    items.length === 0 ? 'rien' : items.map((item) => spoken(field, item)).join(', ')
  return html`<span><b>${FIELDS[field]}</b>&nbsp;: ${said(before)} → ${said(after)}</span><br>`
}

function historyPanel({ history, zone }: ClientView): Html {
  const rows = history
    .filter(({ name }) => isDone(name))
    .toReversed()
    .map(({ name, at, actorKind, actorLabel, payload }) => [
      shortDateTime(at, zone),
      html`${isDone(name) && DONE[name]}${name === 'client.changed' && html`<br>${((payload.changes ?? []) as FieldChange[]).map(changeLine)}`}`,
      actorKind === 'system' ? 'Depuis le serveur' : actorLabel,
    ])
  return panel(
    'Historique',
    table({
      caption: 'Ce qui a été fait sur ce site',
      captionHidden: true,
      dense: true,
      columns: [{ label: 'Quand' }, { label: 'Quoi' }, { label: 'Par qui' }],
      rows,
    }),
  )
}

function servicePanel({ id, disabledAt }: ClientRow, csrf: string): Html {
  return disabledAt === null
    ? panel(
        'Mettre hors service',
        html`<p>Aussitôt, plus personne ne peut se connecter à ce site avec son compte, et le site ne lit plus rien. Ses réglages sont gardés.</p>
        ${buttonForm('Mettre hors service', `${CURRENT}/${id}/hors-service`, csrf, { kind: 'danger' })}`,
      )
    : panel(
        'Remettre en service',
        html`<p>Le site retrouve ses réglages, ses secrets et l’accord des personnes. S’il a été mis hors service à cause d’un secret perdu, changez le secret d’abord.</p>
        ${buttonForm('Remettre en service', `${CURRENT}/${id}/en-service`, csrf, { kind: 'quiet' })}`,
      )
}

/** GET /administration/sites/:site */
export function clientPage(frame: AgentFrame, view: ClientView): Html {
  const { client, zone } = view
  const out =
    client.disabledAt === null
      ? null
      : notice('warn', 'Ce site est hors service', html`<p>Depuis ${dateTime(client.disabledAt, zone)}.</p>`)
  const hasSecret = client.authMethod !== 'private_key_jwt'
  const main = html`<div class="stack"><h1>${client.name}</h1>${out}${weaknesses(client)}${settingsPanel(view)}
    ${client.disabledAt === null && trialPanel(client, frame.csrf)}${hasSecret && secretsPanel(view, frame.csrf)}
    ${deliveriesPanel(view)}${historyPanel(view)}${servicePanel(client, frame.csrf)}</div>`
  return agentPage(frame, { title: client.name, main, current: CURRENT })
}
