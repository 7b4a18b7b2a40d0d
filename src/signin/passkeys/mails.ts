// The mails of passkeys, in words.
import { said } from '../factors/mails.ts'
import type { Writer } from '#platform/mail/writer.ts'

export const passkeyAddedMail = (writer: Writer, name: string) =>
  said(writer, 'Une clé d’accès est ajoutée à votre compte', [
    `Une clé d’accès vient d’être ajoutée depuis cet appareil\u00a0: ${name}. Elle ouvre votre compte sans mot de passe.`,
  ])

export const passkeyRemovedMail = (writer: Writer) =>
  said(writer, 'Une clé d’accès est retirée de votre compte', [
    'Une clé d’accès vient d’être retirée de votre compte. Elle ne l’ouvre plus.',
  ])
