import { useTheme } from '../../app/session-context.ts';
import { Rows } from '../../components/Rows.tsx';
import { bodyRows, ScreenFrame } from '../../components/ScreenFrame.tsx';
import { fit, safe, span } from '../../format/spans.ts';
import type { ScreenProps } from '../screen.ts';
import { ServicePage } from './ServicePage.tsx';
import { serviceKeys } from './service-keys.ts';
import { useService } from './use-service.ts';

/** One service: what it is, its backups against the 30 days, its operations, what others changed. */
export function ServiceScreen({ size, about, isActive }: ScreenProps) {
  const theme = useTheme();
  const { known, problem } = useService(about);
  if (known !== null) return <ServicePage size={size} isActive={isActive} known={known} />;
  const row = fit([span(` ${safe(problem, theme)}`, 'quiet')], size.columns, theme);
  return (
    <ScreenFrame
      size={size}
      title="Service"
      subject={{ id: null, line: 'apim services' }}
      keys={serviceKeys}
      isActive={isActive}
    >
      <Rows rows={[row]} height={bodyRows(size)} theme={theme} />
    </ScreenFrame>
  );
}
