import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";

/** Tells which fields of a form hold text that could not be read. */
type Register = (label: string, isUnread: boolean) => void;

const Unread = createContext<Register>(() => {});

/** For a field: while `isUnread`, the form around it knows that what stands in it was not taken. */
export function useUnread(label: string, isUnread: boolean): void {
  const register = useContext(Unread);
  useEffect(() => {
    register(label, isUnread);
    return () => register(label, false);
  }, [register, label, isUnread]);
}

/** The labels of a form's fields whose text could not be read, and what goes around the form to learn them. */
export function useUnreadFields(): { readonly unread: readonly string[]; readonly Around: (props: { readonly children: ReactNode }) => ReactNode } {
  const [unread, setUnread] = useState<readonly string[]>([]);
  const Around = useMemo(() => {
    const register: Register = (label, isUnread) =>
      setUnread((before) => (before.includes(label) === isUnread ? before : isUnread ? [...before, label] : before.filter((one) => one !== label)));
    return ({ children }: { readonly children: ReactNode }) => <Unread value={register}>{children}</Unread>;
  }, []);
  return { unread, Around };
}
