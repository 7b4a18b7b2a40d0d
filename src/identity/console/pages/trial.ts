// The test console: what a site is to ask, what each step of a trial gave, what the errors mean, which addresses answer.
import { type Html, html } from '#platform/html.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { type Fact, facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice, tag } from '#platform/ui/feedback.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import type { ClientRow } from '../../store/queries.client.ts'
import type { CheckedAddress } from '../check.ts'
import { claimMeaning, ERRORS, meaningOf } from '../explain.ts'
import { type Outcome, scopesOf } from '../run.ts'

const CURRENT = '/administration/sites'
const code = (text: string): Html => html`<code>${text}</code>`
const crumbs = ({ id, name }: ClientRow): Html =>
  html`<p>${linkButton(`Revenir à «\u00a0${name}\u00a0»`, `${CURRENT}/${id}`, { kind: 'bare' })}</p>`

function requestPanel(client: ClientRow, issuer: string): Html {
  const rows = [
    ['client_id', code(client.id), 'L’identifiant du site.'],
    ['redirect_uri', code(client.redirectUris[0] ?? ''), 'L’une des adresses de retour, à la lettre près.'],
    ['response_type', code('code'), 'Le seul accepté.'],
    ['scope', code(scopesOf(client)), 'Ce que le site demande, au plus.'],
    ['code_challenge', 'à chaque fois un autre', 'Preuve PKCE, obligatoire.'],
    ['code_challenge_method', code('S256'), 'La seule acceptée.'],
    ['state', 'à chaque fois un autre', 'À comparer au retour\u00a0: il lie la réponse au navigateur.'],
    ['nonce', 'à chaque fois un autre', 'À comparer dans le jeton d’identité.'],
  ]
  return panel(
    'La demande que le site doit envoyer',
    html`${facts([['Adresse de découverte', code(`${issuer}/.well-known/openid-configuration`)]])}${table({
      caption: 'Paramètres de la demande',
      captionHidden: true,
      dense: true,
      columns: [{ label: 'Paramètre' }, { label: 'Valeur' }, { label: 'Pourquoi' }],
      rows,
    })}`,
  )
}

const errorsPanel = (): Html =>
  panel(
    'Les erreurs, et ce qu’elles veulent dire',
    table({
      caption: 'Erreurs que rencontre un site',
      captionHidden: true,
      dense: true,
      columns: [{ label: 'Erreur' }, { label: 'À quelle étape' }, { label: 'Ce qu’elle veut dire' }],
      rows: ERRORS.map((error) => [code(error.code), error.where, error.means]),
    }),
  )

/** GET /administration/sites/:site/essai */
export function trialPage(
  frame: AgentFrame,
  { client, issuer }: { client: ClientRow; issuer: string },
): Html {
  const title = `Essayer la connexion à «\u00a0${client.name}\u00a0»`
  const secretNote =
    client.authMethod === 'client_secret_basic'
      ? null
      : html`<p>L’essai s’identifie par un secret dans l’en-tête&nbsp;: il n’éprouve pas «&nbsp;${client.authMethod}&nbsp;».</p>`
  const main = html`<div class="stack"><h1>${title}</h1>
    ${panel(
      'L’essai',
      html`<p>Vous serez connecté, vous, avec votre propre compte, à un double de ce site&nbsp;: mêmes informations, même secteur, donc le même identifiant que sur le vrai. La page de consentement est celle que voient les habitants.</p>
      <p>Rien n’est gardé&nbsp;: à la fin, ce que vous avez transmis au double est repris, et les jetons sont effacés. Le vrai secret du site ne sert pas.</p>${secretNote}
      ${buttonForm('Commencer l’essai', `${CURRENT}/${client.id}/essai`, frame.csrf)}`,
    )}${requestPanel(client, issuer)}${errorsPanel()}${crumbs(client)}</div>`
  return agentPage(frame, { title, main, current: CURRENT })
}

function said(value: unknown): string {
  if (value === undefined || value === null) return '–'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function step(title: string, told: Readonly<Record<string, unknown>> | null): Html {
  if (told === null)
    return panel(title, html`<p>Étape non atteinte.</p>`, { end: tag('idle', 'Non atteinte') })
  const list = Object.entries(told).map(([name, value]): Fact => {
    const meaning = claimMeaning(name)
    return [
      name,
      html`<code>${said(value)}</code>${meaning !== '' && html`<br><span class="meta">${meaning}</span>`}`,
    ]
  })
  return panel(title, facts(list), { end: tag('good', 'Fait') })
}

function verdict({ failure }: Outcome): Html {
  if (failure === null)
    return notice(
      'good',
      'La connexion fonctionne',
      html`<p>Toutes les étapes sont passées, contrôles compris.</p>`,
    )
  return notice(
    'bad',
    'La connexion s’est arrêtée',
    html`<p>Erreur <code>${failure.code}</code>. ${meaningOf(failure.code)}</p>${failure.description !== null && html`<p class="meta">Précision du serveur (en anglais)&nbsp;: ${failure.description}</p>`}`,
  )
}

/** GET /administration/sites/essai: where a trial comes back. */
export function arrivalPage(
  frame: AgentFrame,
  {
    client,
    outcome,
    asked,
  }: { client: ClientRow; outcome: Outcome; asked: Readonly<Record<string, unknown>> },
): Html {
  const title = `Essai de «\u00a0${client.name}\u00a0»`
  const main = html`<div class="stack"><h1>${title}</h1>${verdict(outcome)}
    ${step('1. Découverte', outcome.discovery)}${step('2. Demande d’autorisation', asked)}${step('3. Code reçu', outcome.code)}
    ${step('4. Réponse du serveur de jetons', outcome.answer)}${step('5. En-tête du jeton d’identité', outcome.header)}
    ${step('6. Jeton d’identité', outcome.claims)}${step('7. Identité (userinfo)', outcome.userinfo)}
    ${buttonForm('Recommencer l’essai', `${CURRENT}/${client.id}/essai`, frame.csrf, { kind: 'quiet' })}${crumbs(client)}</div>`
  return agentPage(frame, { title, main, current: CURRENT })
}

/** An address of the console that no trial of theirs leads to. */
export function deadTrialPage(frame: AgentFrame): Html {
  const title = 'Cet essai est terminé'
  const main = html`<div class="reading stack"><h1>${title}</h1>
    <p>Un essai se fait une fois, en un quart d’heure, par la personne qui l’a commencé.</p>
    <p>${linkButton('Voir les sites', CURRENT, { kind: 'quiet' })}</p></div>`
  return agentPage(frame, { title, main, current: CURRENT })
}

const TONES = { good: 'Répond', warn: 'À vérifier', bad: 'À corriger' } as const

/** POST /administration/sites/:site/verification */
export function checkedPage(
  frame: AgentFrame,
  { client, checked }: { client: ClientRow; checked: readonly CheckedAddress[] },
): Html {
  const title = `Adresses de «\u00a0${client.name}\u00a0»`
  const rows = checked.map(({ kind, address, tone, said: text }) => [
    html`<code>${address}</code>`,
    kind,
    tag(tone, TONES[tone]),
    text,
  ])
  const main = html`<div class="stack"><h1>${title}</h1>
    ${table({
      caption: 'Ce que les adresses ont répondu',
      captionHidden: true,
      dense: true,
      columns: [
        { label: 'Adresse' },
        { label: 'À quoi elle sert' },
        { label: 'État' },
        { label: 'Ce qui s’est passé' },
      ],
      rows,
    })}${crumbs(client)}</div>`
  return agentPage(frame, { title, main, current: CURRENT })
}
