// The pages at the door: signing in and out, opening an account, a password forgotten or changed.
import { one, post, type Route } from '#platform/http/route.ts'
import {
  ChangePasswordInput,
  ConfirmInput,
  NewPasswordInput,
  RecoverInput,
  SignInInput,
  SignInLinkInput,
  SignOutInput,
  SignUpInput,
  WhoseInput,
} from '../entry/inputs.ts'
import * as password from '../password/password.citizen.ts'
import * as security from '../security/security.citizen.ts'
import { AnswerInput } from '../passkeys/answers.ts'
import * as passkeys from '../passkeys/passkeys.citizen.ts'
import { signInAgain } from './passkey.citizen.ts'
import * as signIn from './sign-in.citizen.ts'
import * as link from './sign-in-link.citizen.ts'
import * as signUp from '../password/sign-up.citizen.ts'

const face = 'citizen'

export const routes: readonly Route[] = [
  { get: '/connexion', action: 'account.sign_in', title: 'Se connecter', face, handle: signIn.showSignIn },
  post({
    post: '/connexion',
    action: 'account.sign_in',
    title: 'Se connecter',
    face,
    input: SignInInput,
    atOnce: 32,
    resend: true,
    handle: signIn.doSignIn,
    again: signIn.signInAgain,
  }),
  {
    get: '/connexion/lien/message',
    action: 'account.sign_in',
    title: 'Message envoyé',
    face,
    handle: link.showLinkSent,
  },
  {
    get: '/connexion/lien',
    action: 'account.sign_in',
    title: 'Se connecter par un lien',
    face,
    handle: link.showLink,
  },
  post({
    post: '/connexion/lien',
    action: 'account.sign_in',
    title: 'Se connecter par un lien',
    face,
    input: SignInLinkInput,
    handle: link.doLink,
    again: link.linkAgain,
  }),
  post({
    post: '/deconnexion',
    action: 'account.sign_out',
    title: 'Se déconnecter',
    face,
    input: SignOutInput,
    handle: signIn.doSignOut,
  }),
  {
    get: '/reprise/:id',
    action: 'account.resume',
    title: 'Reprendre un envoi',
    face,
    handle: signIn.showKept,
  },
  post({
    post: '/reprise/:id',
    action: 'account.resume',
    title: 'Reprendre un envoi',
    face,
    input: WhoseInput,
    handle: signIn.sayWhose,
  }),

  {
    get: '/inscription',
    action: 'account.sign_up',
    title: 'Créer un compte',
    face,
    handle: signUp.showSignUp,
  },
  post({
    post: '/inscription',
    action: 'account.sign_up',
    title: 'Créer un compte',
    face,
    input: SignUpInput,
    resend: true,
    handle: signUp.doSignUp,
    again: signUp.signUpAgain,
  }),
  {
    get: '/inscription/message',
    action: 'account.sign_up',
    title: 'Message envoyé',
    face,
    handle: signUp.showSignUpSent,
  },
  {
    get: '/inscription/confirmer',
    action: 'account.sign_up',
    title: 'Confirmer l’adresse',
    face,
    handle: signUp.showConfirm,
  },
  post({
    post: '/inscription/confirmer',
    action: 'account.sign_up',
    title: 'Confirmer l’adresse',
    face,
    input: ConfirmInput,
    handle: signUp.doConfirm,
    again: (ctx, problems, { values }) => signUp.confirmAgain(ctx, problems, one(values, 'jeton')),
  }),

  {
    get: '/mot-de-passe-oublie',
    action: 'account.recover',
    title: 'Mot de passe oublié',
    face,
    handle: password.showRecover,
  },
  post({
    post: '/mot-de-passe-oublie',
    action: 'account.recover',
    title: 'Mot de passe oublié',
    face,
    input: RecoverInput,
    resend: true,
    handle: password.doRecover,
    again: password.recoverAgain,
  }),
  {
    get: '/mot-de-passe-oublie/message',
    action: 'account.recover',
    title: 'Message envoyé',
    face,
    handle: password.showRecoverSent,
  },
  {
    get: '/mot-de-passe/nouveau',
    action: 'account.recover',
    title: 'Nouveau mot de passe',
    face,
    handle: password.showNewPassword,
  },
  post({
    post: '/mot-de-passe/nouveau',
    action: 'account.recover',
    title: 'Nouveau mot de passe',
    face,
    input: NewPasswordInput,
    handle: password.doNewPassword,
    again: password.newPasswordAgain,
  }),

  {
    get: '/compte/securite',
    action: 'account.change_password',
    title: 'Sécurité de mon compte',
    face,
    handle: security.showSecurity,
  },
  post({
    post: '/compte/securite',
    action: 'account.change_password',
    title: 'Changer de mot de passe',
    face,
    input: ChangePasswordInput,
    handle: security.doChangePassword,
    again: security.changePasswordAgain,
  }),
]

/** By passkey. */
export const passkeyDoorRoutes: readonly Route[] = [
  post({
    post: '/connexion/cle',
    action: 'account.sign_in',
    title: 'Se connecter',
    face,
    input: AnswerInput,
    handle: passkeys.doSignIn,
    again: signInAgain,
  }),
]
