// What numbers that a register gives say of themselves to whoever answers, in each language that the program speaks.
import { sentences } from '#platform/tongue/sentences.ts'

export const SAYS = sentences(
  {
    registerTo: (name: string, asked: string) => `Donnez le ${name}, à la question ${asked}.`,
    registerWrong: (name: string, digits: number) =>
      `Ce ${name} n’existe pas\u00a0: vérifiez ses ${digits} chiffres.`,
    siretHint: '14\u00a0chiffres\u00a0: ceux du SIREN, puis cinq pour l’établissement.',
    sirenHint: '9\u00a0chiffres.',
    plateLetters:
      'Une plaque française n’a jamais les lettres I, O et U\u00a0: vérifiez si ce sont des chiffres 1 ou 0, ou la lettre V.',
    plateWhole: 'Recopiez toute la plaque, lettres et chiffres, par exemple AB-123-CD.',
    plateShape:
      'Une plaque s’écrit AB-123-CD ou, avant 2009, 123 ABC 69. Recopiez-la depuis le certificat d’immatriculation.',
    plateTo: (asked: string) => `Recopiez la plaque, à la question ${asked}.`,
    plateHint: 'Par exemple AB-123-CD.',

    ibanBegins:
      'Un IBAN commence par deux lettres et deux chiffres, par exemple FR76. Recopiez-le depuis votre relevé d’identité bancaire.',
    ibanSigns: 'Un IBAN n’a que des lettres et des chiffres\u00a0: retirez les autres signes.',
    ibanElsewhere: (country: string) =>
      `Aucun virement ne part vers les comptes en ${country}\u00a0: donnez un compte d’un pays de la zone SEPA.`,
    ibanLength: (length: number, wanted: number, country: string) =>
      `Cet IBAN a ${length} signes, il en faut ${wanted} (${country})\u00a0: vérifiez-le.`,
    ibanWrong: 'Cet IBAN n’existe pas\u00a0: sa clé ne correspond pas. Vérifiez chaque signe.',
    ibanTo: 'Donnez l’IBAN du compte\u00a0: sans lui, rien ne peut être versé.',
    ibanHint: 'Sur votre relevé d’identité bancaire. Il commence par FR et compte 27 signes en France.',
  },
  {
    en: {
      registerTo: (name, asked) => `Give the ${name} number, for the question ${asked}.`,
      registerWrong: (name, digits) => `This ${name} number does not exist: check its ${digits} digits.`,
      siretHint: '14 digits: those of the SIREN number, then five for the place of business.',
      sirenHint: '9 digits.',
      plateLetters:
        'A French number plate never has the letters I, O and U: check whether they are the digits 1 or 0, or the letter V.',
      plateWhole: 'Copy the whole plate, letters and digits, for example AB-123-CD.',
      plateShape:
        'A number plate is written AB-123-CD or, before 2009, 123 ABC 69. Copy it from the registration certificate.',
      plateTo: (asked) => `Copy the number plate, for the question ${asked}.`,
      plateHint: 'For example AB-123-CD.',

      ibanBegins:
        'An IBAN begins with two letters and two digits, for example FR76. Copy it from your bank details (RIB).',
      ibanSigns: 'An IBAN has letters and digits only: remove the other signs.',
      ibanElsewhere: (country) =>
        `No transfer is made to accounts in ${country}: give an account of a country of the SEPA area.`,
      ibanLength: (length, wanted) => `This IBAN has ${length} signs, it should have ${wanted}: check it.`,
      ibanWrong: 'This IBAN does not exist: its check digits do not match. Check every sign.',
      ibanTo: 'Give the IBAN of the account: without it, nothing can be paid.',
      ibanHint: 'On your bank details (RIB). It begins with FR and has 27 signs in France.',
    },
  },
)
