// What the pages of a form say around its questions, in each language that the program speaks.
import { sentences } from '#platform/tongue/sentences.ts'
import { capital, dateTime, dayOf, listSentence, longDate, time } from '#platform/ui/french.ts'

/** An instant, the present one, and where they are read. */
type When = readonly [at: Date, now: Date, zone: string]

const british = (zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options })
const isToday = ([at, now, zone]: When): boolean => dayOf(at, zone) === dayOf(now, zone)

/** « Le lieu » inside a sentence. */
const lower = (title: string): string => title.charAt(0).toLocaleLowerCase('fr') + title.slice(1)

export const SAYS = sentences(
  {
    inLanguage: 'Langue du formulaire',
    ofSearch: 'Repris de votre recherche. Vous pouvez le changer ici.',
    ofCommune: 'Commune reprise de votre choix, ou de ce site. Vous pouvez la changer ici.',
    byLink: 'Rempli par le lien. Vous pouvez le changer ici.',
    allRequired: 'Toutes les réponses sont obligatoires, sauf celles marquées «\u00a0facultatif\u00a0».',
    backToService: 'Revenir à la démarche',
    back: (title: string) => `Revenir\u00a0: ${lower(title)}`,
    check: 'Vérifier',
    step: (at: number, count: number) => `étape ${at} sur ${count}`,
    answersKept: 'Vos réponses sont gardées.',
    more: (count: number) => (count === 1 ? 'Une question s’y ajoute.' : `${count} questions s’y ajoutent.`),
    moreChoices: 'De nouvelles réponses y sont proposées.',
    othersAndFilesKept: 'Vos autres réponses et vos fichiers sont gardés.',
    saved: (...[at, now, zone]: When) =>
      `Brouillon enregistré ${isToday([at, now, zone]) ? '' : `le ${longDate(at, zone)} `}à ${time(at, zone)}.`,
    later: 'Finir plus tard, ici ou sur un autre appareil',
    thePlace: 'Le lieu',
    change: 'Modifier',
    changeThePlace: 'le lieu',
    checkBefore: 'Vérifiez avant d’envoyer',
    nothingHere: 'Rien à dire sur cette page.',
    receiptComes:
      'Vous recevez tout de suite un accusé de réception, avec le service chargé de votre demande et les dates promises.',
    nothingSentYet: (kept: string) => `Rien n’est envoyé.${kept}`,
    keptUntil: (until: Date, zone: string) =>
      ` Vos réponses sont gardées jusqu’au ${longDate(until, zone)}\u00a0: vous pouvez les changer.`,
    changeAnswers: 'Changer mes réponses',
    signersComeFirst: (names: readonly string[]) =>
      `${listSentence(names)} ${names.length === 1 ? 'reçoit un e-mail' : 'reçoivent chacun un e-mail'}, avec de quoi lire vos réponses et signer. Votre demande part quand c’est signé.`,
    signAndAsk: 'Signer et demander l’autre signature',
    send: 'Envoyer ma demande',
    notSent: 'Votre demande n’est pas envoyée',
    titleOf: (step: string, title: string, called: string) =>
      `${capital(step)}\u00a0: ${lower(title)} – ${called}`,
    recorded: (done: string) => done,
    receivedAt: (at: Date, zone: string, _isMailed: boolean) => dateTime(at, zone),
    codeWords: (said: string) => said,
    yourAnswers: 'Vos réponses',
    toFollow: 'Pour suivre votre demande',
    trackingNumber: 'Numéro de suivi',
    reference: 'Référence',
    follow: 'Suivre ma demande',
    download: 'Télécharger (PDF)',
    print: 'Imprimer',
  },
  {
    en: {
      inLanguage: 'Language of the form',
      ofSearch: 'Taken from your search. You can change it here.',
      ofCommune: 'Town taken from your choice, or from this site. You can change it here.',
      byLink: 'Filled in by the link. You can change it here.',
      allRequired: 'Every answer is required, except those marked “optional”.',
      backToService: 'Back to the service',
      back: (title) => `Back: ${title}`,
      check: 'Check',
      step: (at, count) => `step ${at} of ${count}`,
      answersKept: 'Your answers are kept.',
      more: (count) => (count === 1 ? 'One more question follows.' : `${count} more questions follow.`),
      moreChoices: 'New answers are offered there.',
      othersAndFilesKept: 'Your other answers and your files are kept.',
      saved: (at, now, zone) => {
        const hour = british(zone, { hour: '2-digit', minute: '2-digit' }).format(at)
        const day = isToday([at, now, zone]) ? '' : ` on ${british(zone, { dateStyle: 'long' }).format(at)}`
        return `Draft saved${day} at ${hour}.`
      },
      later: 'Finish later, here or on another device',
      thePlace: 'The place',
      change: 'Change',
      changeThePlace: 'the place',
      checkBefore: 'Check before you send',
      nothingHere: 'Nothing to say on this page.',
      receiptComes:
        'You receive an acknowledgement at once, with the service in charge of your request and the dates it promises.',
      nothingSentYet: (kept) => `Nothing is sent.${kept}`,
      keptUntil: (until, zone) =>
        ` Your answers are kept until ${british(zone, { dateStyle: 'full' }).format(until)}: you can change them.`,
      changeAnswers: 'Change my answers',
      signersComeFirst: (names) =>
        `${names.join(', ')} ${names.length === 1 ? 'receives an e-mail' : 'each receive an e-mail'} with what they need to read your answers and sign. Your request is sent once it is signed.`,
      signAndAsk: 'Sign and ask for the other signature',
      send: 'Send my request',
      notSent: 'Your request has not been sent',
      titleOf: (step, title, called) => `${capital(step)}: ${title} – ${called}`,
      recorded: () => 'Your request is recorded',
      receivedAt: (at, zone, isMailed) => {
        const moment = british(zone, { dateStyle: 'full', timeStyle: 'short' }).format(at)
        const kept = isMailed ? 'it is also sent to you by e-mail' : 'keep it or print it'
        return `We received it on ${moment}. This page is your acknowledgement; ${kept}.`
      },
      codeWords: () =>
        'The tracking number is enough to see where the request stands and to write to us. Give it only to people you trust.',
      yourAnswers: 'Your answers',
      toFollow: 'To follow your request',
      trackingNumber: 'Tracking number',
      reference: 'Reference',
      follow: 'Follow my request',
      download: 'Download (PDF, in French)',
      print: 'Print',
    },
  },
)
