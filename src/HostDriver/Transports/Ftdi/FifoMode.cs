using FpgaSeg.HostDriver.Transports.Usb;

namespace FpgaSeg.HostDriver.Transports.Ftdi;

/// <summary>
/// Puts channel A of an FT2232H or FT232H into synchronous FIFO mode (FTDI AN130): the chip's EEPROM must select 245 FIFO for the channel. The
/// chip then gives a 60 MHz clock and moves bytes whenever the FPGA lets it.
/// </summary>
internal static class FifoMode
{
    private const byte ResetRequest = 0x00;
    private const byte FlowControlRequest = 0x02;
    private const byte LatencyRequest = 0x09;
    private const byte BitModeRequest = 0x0B;
    private const int ResetDevice = 0;
    private const int PurgeReceive = 1;
    private const int PurgeTransmit = 2;
    private const int NoMode = 0x0000;

    /// <summary>Mode 0x40, all eight pins.</summary>
    private const int SynchronousFifo = 0x40FF;

    /// <summary>RTS/CTS in the high byte of the index: the chip then never drops what the host has not fetched.</summary>
    private const int RtsCts = 0x0100;

    /// <summary>How long the chip takes to leave a mode.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(10);

    /// <summary>Sends the requests in their order; null, or what failed and why.</summary>
    public static (string Step, string Reason)? Enter(UsbConnection connection, int latencyMilliseconds)
    {
        // Chips with several channels count them from 1; the FT232H has one and does not.
        var channel = connection.Product == FtdiTransport.Ft232H ? 0 : 1;
        (string Step, byte Request, int Value, int Index)[] requests =
        [
            ("resetting the chip", ResetRequest, ResetDevice, channel),
            ("leaving the old bit mode", BitModeRequest, NoMode, channel),
            ("emptying its receive buffer", ResetRequest, PurgeReceive, channel),
            ("emptying its transmit buffer", ResetRequest, PurgeTransmit, channel),
            ("setting the latency timer", LatencyRequest, latencyMilliseconds, channel),
            ("setting flow control", FlowControlRequest, 0, RtsCts | channel),
            ("entering synchronous FIFO mode", BitModeRequest, SynchronousFifo, channel),
        ];
        foreach (var (step, request, value, index) in requests)
        {
            if (connection.Request(request, value, index) is { } reason)
                return (step, reason);
            if (request == BitModeRequest)
                Thread.Sleep(Settling);
        }

        return null;
    }
}
