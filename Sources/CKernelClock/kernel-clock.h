// The kernel's own view of its clock, which Swift's Glibc module leaves out: adjtimex(2).
#include <sys/timex.h>
