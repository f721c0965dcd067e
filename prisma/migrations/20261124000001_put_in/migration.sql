ALTER TYPE "ProbeKind" ADD VALUE 'put_in';
