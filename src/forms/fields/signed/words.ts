// What questions that are signed say to whoever signs, in each language that the program speaks.
import { sentences } from '#platform/tongue/sentences.ts'
import { quoted } from '#platform/ui/french.ts'

export const SAYS = sentences(
  {
    nameToSign: 'Écrivez votre prénom et votre nom pour signer.',
    nameInLetters: 'Écrivez votre prénom et votre nom, avec des lettres.',
    tickToSign: 'Cochez la case pour signer\u00a0: le nom seul ne suffit pas.',
    otherName: (said: string) =>
      `La signature n’est pas au nom donné dans ce formulaire\u00a0: ${quoted(said)}. Écrivez ce nom, ou corrigez l’autre réponse\u00a0; les accents et les majuscules ne comptent pas.`,
    signTo: (asked: string) => `Écrivez votre nom et cochez la case pour signer, à la question ${asked}.`,
    nameSigns: 'Prénom et nom, qui valent signature',
    iSign: 'Je signe cette phrase de mon nom.',
    signed: (name: string) => `Signé\u00a0: ${name}`,
    inQuotes: (sentence: string) => quoted(sentence),

    theirName: 'Écrivez le prénom et le nom de cette personne.',
    theirNameInLetters: 'Écrivez un prénom et un nom, avec des lettres, sans chiffre ni autre signe.',
    theirMail:
      'Écrivez une adresse e-mail complète, par exemple nom@exemple.fr\u00a0: cette personne y reçoit de quoi signer.',
    yourOwnMail: (signsAs: string) =>
      `C’est l’adresse que vous avez donnée pour vous\u00a0: deux personnes signent, et ${signsAs} reçoit son lien à la sienne.`,
    mailTaken: 'Une autre personne signe déjà à cette adresse\u00a0: chacune reçoit son lien à la sienne.',
    theirsTo: (asked: string) => `Écrivez le nom et l’adresse e-mail, à la question ${asked}.`,
    onPaper: (signsAs: string) =>
      `Ici, aucun e-mail ne part\u00a0: cette personne signe sur papier, en tant que ${signsAs}.`,
    byMail: (signsAs: string) =>
      `Cette personne reçoit un e-mail, lit vos réponses et signe en tant que ${signsAs}. Votre demande part quand elle a signé.`,
    name: 'Prénom et nom',
    mail: 'Adresse e-mail',
  },
  {
    en: {
      nameToSign: 'Write your first name and your surname to sign.',
      nameInLetters: 'Write your first name and your surname, with letters.',
      tickToSign: 'Tick the box to sign: the name alone is not enough.',
      otherName: (said) =>
        `The signature is not in the name given in this form: “${said}”. Write that name, or correct the other answer; accents and capitals do not matter.`,
      signTo: (asked) => `Write your name and tick the box to sign, for the question ${asked}.`,
      nameSigns: 'First name and surname, which are your signature',
      iSign: 'I sign this statement with my name.',
      signed: (name) => `Signed: ${name}`,
      inQuotes: (sentence) => `“${sentence}”`,

      theirName: 'Write the first name and the surname of this person.',
      theirNameInLetters: 'Write a first name and a surname with letters, without digits or other signs.',
      theirMail:
        'Write a complete e-mail address, for example name@example.fr: this person receives there what they need to sign.',
      yourOwnMail: (signsAs) =>
        `This is the address that you gave as yours: two people sign, and ${signsAs} receives a link at their own address.`,
      mailTaken: 'Another person already signs at this address: each receives their link at their own.',
      theirsTo: (asked) => `Write the name and the e-mail address, for the question ${asked}.`,
      onPaper: (signsAs) => `No e-mail is sent from here: this person signs on paper, as ${signsAs}.`,
      byMail: (signsAs) =>
        `This person receives an e-mail, reads your answers and signs as ${signsAs}. Your request is sent once they have signed.`,
      name: 'First name and surname',
      mail: 'E-mail address',
    },
  },
)
