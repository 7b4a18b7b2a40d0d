// The mails of second factors, in words: every change is told to the person, who knows whether it was them.
import { ofPerson } from '#platform/french/noun.ts'
import type { OutgoingMail } from '#platform/mail/outbox.ts'
import type { Writer } from '#platform/mail/writer.ts'

type Content = Omit<OutgoingMail, 'to'>

const NOT_YOU =
  'Ce n’est pas vous\u00a0? Changez tout de suite votre mot de passe et prévenez la personne responsable de votre service.'

/** A fact told to the person, with the way to their security page. */
export function said({ site, origin }: Writer, title: string, paragraphs: readonly string[]): Content {
  return {
    site,
    subject: title,
    title,
    paragraphs: [...paragraphs, NOT_YOU],
    action: { label: 'Voir la sécurité de mon compte', url: `${origin}/compte/securite` },
    footer: 'Nous écrivons à chaque changement de la sécurité d’un compte.',
  }
}

/** The link that an agent follows to set up a second factor for the first time. */
export function enrolMail({ site, origin }: Writer, token: string): Content {
  return {
    site,
    subject: 'Activez la double vérification',
    title: 'Activez la double vérification',
    paragraphs: [
      'Votre compte d’agent demande une double vérification. Ouvrez ce lien dans le navigateur où vous venez d’écrire votre mot de passe\u00a0: il fonctionne une fois, pendant 30\u00a0minutes.',
      'Si vous ne venez pas de vous connecter, quelqu’un connaît votre mot de passe\u00a0: changez-le.',
    ],
    action: { label: 'Activer la double vérification', url: `${origin}/connexion/activer?jeton=${token}` },
    footer: 'Votre mot de passe vient d’être donné pour ouvrir votre compte d’agent.',
  }
}

export const addedMail = (writer: Writer): Content =>
  said(writer, 'La double vérification est active', [
    'Une application de codes vient d’être associée à votre compte. Un code vous sera demandé à chaque connexion.',
  ])

export const removedMail = (writer: Writer): Content =>
  said(writer, 'La double vérification est retirée', [
    'Votre compte ne demande plus de code à la connexion. Vos codes de secours ne fonctionnent plus.',
  ])

export const newCodesMail = (writer: Writer): Content =>
  said(writer, 'De nouveaux codes de secours', [
    'De nouveaux codes de secours viennent d’être donnés pour votre compte. Les précédents ne fonctionnent plus.',
  ])

export const recoveryUsedMail = (writer: Writer, left: number): Content =>
  said(writer, 'Un code de secours a servi', [
    `Un code de secours vient d’ouvrir votre compte. Il vous en reste\u00a0: ${left}.`,
  ])

export const sessionsEndedMail = (writer: Writer, by: string): Content =>
  said(writer, 'Vos sessions sont fermées', [
    `${by}, qui administre votre collectivité, a fermé toutes vos sessions. Connectez-vous de nouveau pour continuer.`,
  ])

/** Somebody in charge asked for the factors to be forgotten: a day to say no. */
export function resetAskedMail({ site, origin }: Writer, by: string, token: string): Content {
  return {
    site,
    subject: 'Vos moyens de connexion seront oubliés demain',
    title: 'Vos moyens de connexion seront oubliés demain',
    paragraphs: [
      `${by} a demandé que votre application de codes, vos clés d’accès et vos codes de secours soient oubliés, parce que vous les auriez perdus. Ce sera fait dans 24\u00a0heures.`,
      'Vous n’avez rien perdu\u00a0? Annulez maintenant\u00a0: rien ne changera.',
    ],
    action: { label: 'Annuler', url: `${origin}/connexion/reinitialisation?jeton=${token}` },
    footer: 'Nous écrivons avant d’oublier les moyens de connexion d’un compte.',
  }
}

/** To whoever asked: what will happen, or what was stopped. */
export function resetNoticeMail({ site, origin }: Writer, name: string, isCancelled: boolean): Content {
  const title = isCancelled ? 'Réinitialisation annulée' : 'Réinitialisation demandée'
  return {
    site,
    subject: title,
    title,
    paragraphs: [
      isCancelled
        ? `${name} a annulé la réinitialisation que vous aviez demandée\u00a0: ses moyens de connexion restent les mêmes. Parlez-vous de vive voix.`
        : `Vous avez demandé que les moyens de connexion ${ofPerson(name)} soient oubliés. Ce sera fait dans 24\u00a0heures, sauf si cette personne annule.`,
    ],
    action: { label: 'Voir mon équipe', url: `${origin}/compte/equipe` },
    footer: 'Vous êtes responsable de cette personne.',
  }
}

/** The factors are forgotten: the next sign-in of an agent sets up new ones; a resident may. */
export function resetDoneMail({ site, origin }: Writer, isOwn: boolean): Content {
  return {
    site,
    subject: 'Vos moyens de connexion sont oubliés',
    title: 'Vos moyens de connexion sont oubliés',
    paragraphs: [
      isOwn
        ? 'Tous vos appareils sont déconnectés. Connectez-vous avec votre mot de passe, puis associez une nouvelle application de codes ou une clé d’accès dans «\u00a0Sécurité\u00a0».'
        : 'Connectez-vous avec votre mot de passe\u00a0: un lien vous sera envoyé pour activer une nouvelle application de codes.',
    ],
    action: { label: 'Se connecter', url: `${origin}/connexion` },
    footer: isOwn
      ? 'Vous l’aviez demandé il y a trois jours.'
      : 'Une personne responsable de votre service l’avait demandé hier.',
  }
}

/** A resident lost everything but the password, or somebody says so: told at once, and again a day before. */
export function lostMail({ site, origin }: Writer, token: string, hours: number): Content {
  const title = 'Vos moyens de connexion seront bientôt oubliés'
  return {
    site,
    subject: title,
    title,
    paragraphs: [
      `Quelqu’un qui connaît votre mot de passe a dit avoir perdu votre application de codes et vos codes de secours. Dans ${hours}\u00a0heures ils seront oubliés, vos clés d’accès aussi, et votre mot de passe suffira.`,
      'Ce n’est pas vous\u00a0? Annulez, puis changez votre mot de passe. Vous avez retrouvé un code\u00a0? Connectez-vous avec lui\u00a0: cela annule aussi.',
    ],
    action: { label: 'Annuler', url: `${origin}/connexion/reinitialisation?jeton=${token}` },
    footer: 'Nous écrivons avant d’oublier les moyens de connexion d’un compte.',
  }
}
