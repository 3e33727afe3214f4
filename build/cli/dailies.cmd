@echo off
rem Dailies on the command line. Without arguments it opens the app.
setlocal
set "app=%~dp0..\..\Dailies.exe"
if "%~1"=="" (
  start "" "%app%"
  exit /b 0
)
rem Locked as it is, Electron takes this variable away from the program that it runs.
if defined NODE_EXTRA_CA_CERTS set "DAILIES_EXTRA_CA_CERTS=%NODE_EXTRA_CA_CERTS%"
rem A program with a window is not waited for, unless start is told to.
start "" /b /wait "%app%" --disable-gpu --log-level=3 -- command-line %*
exit /b %errorlevel%
