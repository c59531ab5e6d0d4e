import { Icon } from '../layout/Icon.tsx'
import { placeIcon } from '../layout/place-icon.ts'
import { type Place, placeLabel } from '../state/directory.ts'

/** The beginning of a channel's history; in a quiet one, all there is to see. */
export function ChannelStart({ place }: { place: Place }) {
  const isThread = place.kind === 'thread'
  return (
    <header class="channel-start">
      <span class="channel-start-icon">
        <Icon name={placeIcon(place)} size={32} />
      </span>
      <h2>{isThread ? place.name : `Welcome to ${placeLabel(place)}!`}</h2>
      <p>
        {isThread
          ? `A thread in #${place.parent?.name ?? 'a channel'}.`
          : (place.channel.topic ?? `This is the beginning of ${placeLabel(place)}.`)}
      </p>
      {!isThread && place.channel.purpose && <p class="purpose">{place.channel.purpose}</p>}
    </header>
  )
}
