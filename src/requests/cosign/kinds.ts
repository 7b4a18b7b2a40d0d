// What is told of a second signature: to whom it is asked, and to whoever asks it.
import { noticeKind } from '#platform/house/notices.ts'

export const TO_SIGN = noticeKind({
  id: 'requests.to_sign',
  label: 'Quelqu’un vous demande de signer avec lui',
  to: 'resident',
  channels: ['mail'],
  owed: 'Une demande attend votre signature.',
})

export const COSIGNED = noticeKind({
  id: 'requests.cosigned',
  label: 'La seconde signature d’une demande',
  to: 'resident',
  channels: ['page', 'mail'],
  owed: 'Votre demande n’est pas encore partie, ou vient de partir.',
})

export const cosignNotices = [TO_SIGN, COSIGNED] as const
