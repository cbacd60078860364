import { useEffect, useState } from 'preact/hooks';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The inner size of an element in whole CSS pixels; null before the first layout. */
export function useElementSize(element: { readonly current: Element | null }): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useEffect(() => {
    const watched = element.current;
    if (watched === null) return;
    const observer = new ResizeObserver(() => {
      const next = { width: watched.clientWidth, height: watched.clientHeight };
      setSize((it) => (it?.width === next.width && it.height === next.height ? it : next));
    });
    observer.observe(watched);
    return () => observer.disconnect();
  }, []);
  return size;
}
