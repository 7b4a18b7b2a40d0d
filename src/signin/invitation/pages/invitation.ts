// The page that an invitation opens.
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { the } from '#platform/french/noun.ts'
import { textInput } from '#platform/ui/fields.ts'
import { capital, longDate } from '#platform/ui/french.ts'
import { formPage, hidden, problemOf, sayPage } from '#platform/http/form-page.ts'
import type { Invitation } from '../join.ts'
import { authorityNoun } from '#territory'
import { CAPACITIES } from '../capacities.ts'
import { passwordInput } from '../../secret/pages/password-input.ts'

export interface InvitationView {
  token: string
  name: string
  invitation: Invitation
  problems: readonly FieldProblem[]
}

function offerText({ authority, electedAs, partnerName, mandate }: Invitation): Html {
  if (partnerName !== null)
    return html`<b>${partnerName}</b> accepte le pass sous un accord signé avec ${the(authorityNoun({ name: authority }))}&nbsp;: vous lirez ses passages, et rien des titulaires.`
  if (mandate !== null) {
    const { name, capacity, from, to } = mandate
    return html`<b>${name}</b> vous demande d’agir en son nom (${CAPACITIES[capacity].toLowerCase()}), du ${longDate(from)} au ${longDate(to)}&nbsp;: vous lirez ce qui est adressé à sa fonction, et rien de son compte personnel. Ce que vous ouvrirez lui sera dit.`
  }
  return html`<b>${capital(the(authorityNoun({ name: authority })))}</b> vous ouvre un accès ${electedAs === null ? 'd’agent' : html`pour vos mandats (${electedAs})`}.`
}

/** GET /invitation */
export function invitationPage(ctx: Context, { token, name, invitation, problems }: InvitationView): Html {
  const { email, account } = invitation
  const nameInput =
    account === 'new' &&
    textInput({
      name: 'name',
      label: 'Prénom et nom',
      value: name === '' ? invitation.name : name,
      autocomplete: 'name',
      medium: true,
      error: problemOf(problems, 'name'),
    })
  const password =
    account === 'known'
      ? passwordInput('Mot de passe de votre compte', problems)
      : passwordInput('Mot de passe à choisir', problems, { isNew: true })
  return formPage(ctx, {
    title: 'Votre accès à Parvis',
    current: '/connexion',
    intro: html`<p>${offerText(invitation)} Votre adresse est <b>${email}</b>${account === 'new' ? ', votre compte va s’ouvrir' : ', votre compte existe déjà'}.</p>
      <p>La page suivante demande une seconde preuve&nbsp;: ayez votre téléphone sous la main.</p>`,
    action: '/invitation',
    fields: html`${hidden('jeton', token)}${nameInput}${password}`,
    button: 'Continuer',
    problems,
  })
}

/** The link has served, or is too old. */
export function goneInvitationPage(ctx: Context): Html {
  return sayPage(
    ctx,
    'Cette invitation ne fonctionne plus',
    html`<p>Elle a déjà servi, ou elle a plus de 48&nbsp;heures. Si elle a ouvert votre compte, <a href="/connexion">connectez-vous</a>&nbsp;; sinon, demandez-en une autre à la personne qui vous l’a envoyée.</p>`,
  )
}
