/// Control: nothing yet.
package enum Control {}
