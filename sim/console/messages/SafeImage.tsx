import { useState } from 'preact/hooks'

/** A picture from the web or of a member's message; one that cannot be loaded becomes a line with its address. */
export function SafeImage({
  url,
  description,
  class: name,
}: {
  url: string
  description: string
  class: string
}) {
  const [broken, setBroken] = useState(false)
  const known = /^(https?:\/\/|data:image\/|\/sim\/files\/)/.test(url)
  if (broken || !known)
    return <p class="image-missing">Picture not available: {description || url.slice(0, 80)}</p>
  return <img class={name} src={url} alt={description} loading="lazy" onError={() => setBroken(true)} />
}
